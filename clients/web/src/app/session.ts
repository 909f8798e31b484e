import type { ChatClient, ChatEvents } from '@chat/client';
import { signal } from '@preact/signals';
import { openChat } from '#backend';
import { toChatError } from './errors.ts';

/** Who is signed in on this device, if anybody. */
export type SessionState =
  | { readonly state: 'opening' }
  | { readonly state: 'broken'; readonly why: string }
  | { readonly state: 'signed-out'; readonly reason?: ChatEvents['signedOut']['reason'] }
  | { readonly state: 'open'; readonly client: ChatClient };

export const session = signal<SessionState>({ state: 'opening' });

/** Takes the session of this browser profile up again. */
export async function resumeSession(): Promise<void> {
  session.value = { state: 'opening' };
  try {
    const client = await openChat();
    if (client === undefined) session.value = { state: 'signed-out' };
    else enter(client);
  } catch (error) {
    session.value = { state: 'broken', why: toChatError(error).message };
  }
}

/** From here on the page belongs to this client. */
export function enter(client: ChatClient): void {
  client.on('signedOut', ({ reason }) => {
    session.value = { state: 'signed-out', reason };
  });
  session.value = { state: 'open', client };
}
