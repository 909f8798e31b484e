import type { User } from '@chat/client';
import { useRead } from '../app/useRead.ts';

/** The people whom the user has direct chats with, newest first. */
export function useContacts(): readonly User[] {
  const chats = useRead(
    'contacts',
    (client) => client.chats(),
    (changes) => changes.chats.size > 0,
  );
  return (chats.value ?? []).flatMap((chat) => chat.peer ?? []);
}
