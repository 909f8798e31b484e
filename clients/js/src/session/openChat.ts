import type { ChatClient, OpenChat, OpenOptions, SignIn, SignUp } from '../api.ts';
import { Client } from '../client/Client.ts';
import { Tab } from '../client/Tab.ts';
import { browserEnvironment } from '../environment/browserEnvironment.ts';
import type { Environment } from '../environment/Environment.ts';
import { call } from '../rest/call.ts';
import type { WireTokens } from '../wire/wire.ts';
import { replaceSession } from './replaceSession.ts';
import { SessionStore, type StoredSession } from './SessionStore.ts';

/** The ways in, in an environment. */
export function entrance(environment: Environment): { openChat: OpenChat; signIn: SignIn; signUp: SignUp } {
  const open = async (edge: string, sessions: SessionStore, session: StoredSession): Promise<ChatClient> =>
    new Client(await Tab.open(environment, edge, sessions, session));

  const openChat: OpenChat = async (options) => {
    const edge = edgeOf(options);
    const sessions = await SessionStore.open(edge);
    const session = await sessions.read();
    if (session) return open(edge, sessions, session);
    sessions.close();
    return undefined;
  };

  const signIn: SignIn = async ({ userName, password, deviceName }, options) => {
    const edge = edgeOf(options);
    const body = { userName, password, device: { name: deviceName } };
    const tokens = await call<WireTokens>(environment, `${edge}/api/tokens`, { method: 'POST', body });
    const { userId, deviceId, accessToken, refreshToken, expiresIn } = tokens;
    const obtainedAt = environment.clock.now();
    const path = `${edge}/api/users/${encodeURIComponent(userId)}`;
    const user = await call<{ userName: string; displayName: string }>(environment, path, { token: accessToken });
    const { userName: name, displayName } = user;
    const session = { userId, deviceId, userName: name, displayName, accessToken, refreshToken, expiresIn, obtainedAt };
    const sessions = await SessionStore.open(edge);
    await replaceSession(environment, edge, sessions, session);
    return open(edge, sessions, session);
  };

  const signUp: SignUp = async ({ userName, password, displayName, deviceName }, options) => {
    const body = { userName, password, displayName };
    await call(environment, `${edgeOf(options)}/api/users`, { method: 'POST', body });
    return signIn({ userName, password, deviceName }, options);
  };

  return { openChat, signIn, signUp };
}

/** Of the page itself nothing is named, so that the same page works at any address. */
function edgeOf(options: OpenOptions | undefined): string {
  return (options?.edge ?? globalThis.location?.origin ?? '').replace(/\/$/, '');
}

export const { openChat, signIn, signUp } = entrance(browserEnvironment());
