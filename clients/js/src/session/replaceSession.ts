import { deleteDB } from 'idb';
import { ChatError } from '../api.ts';
import type { Environment } from '../environment/Environment.ts';
import { call } from '../rest/call.ts';
import { databaseName } from '../store/openDatabase.ts';
import type { TabMessage } from '../tabs/TabMessage.ts';
import type { SessionStore, StoredSession } from './SessionStore.ts';

/** Puts a new session in the place of the one before, if there is one: that one ends in all tabs, and its store goes. */
export async function replaceSession(
  environment: Environment,
  edge: string,
  sessions: SessionStore,
  session: StoredSession,
): Promise<void> {
  const before = await sessions.read();
  await sessions.write(session);
  if (!before || before.deviceId === session.deviceId) return;

  const channel = environment.channel(databaseName(before), () => undefined);
  channel.post({ news: { type: 'ended', reason: 'signed-out' } } satisfies TabMessage);
  channel.close();
  try {
    const path = `${edge}/api/devices/${encodeURIComponent(before.deviceId)}`;
    await call(environment, path, { method: 'DELETE', token: before.accessToken });
  } catch (failure) {
    // It stays in its user's list of devices, and can be signed out there.
    if (!(failure instanceof ChatError)) throw failure;
  }
  await deleteDB(databaseName(before));
}
