import type { ChatSummary, Member } from '@chat/client';
import { useRead, type Reading } from './useRead.ts';

/** The list of chats, newest activity first. */
export function useChats(): readonly ChatSummary[] | undefined {
  return useRead(
    'chats',
    (client) => client.chats(),
    (changes) => changes.chats.size > 0,
  ).value;
}

/** One line of the list. `missing`: there is no such chat. */
export function useChat(chatId: string): ChatSummary | 'missing' | undefined {
  return useRead(
    chatId,
    async (client) => (await client.chat(chatId)) ?? ('missing' as const),
    (changes) => changes.chats.has(chatId) || changes.members.has(chatId),
  ).value;
}

export function useMembers(chatId: string): Reading<readonly Member[]> {
  return useRead(
    chatId,
    // The server tells nobody who is out.
    async (client) => ((await client.chat(chatId))?.left === true ? [] : client.members(chatId)),
    (changes) => changes.members.has(chatId),
  );
}
