import type { ChatSummary } from '@chat/client';

/** What a chat is called; absent until it is known. */
export function chatTitle(chat: Pick<ChatSummary, 'type' | 'title' | 'peer'>): string | undefined {
  return chat.type === 'direct' ? chat.peer?.displayName : chat.title;
}
