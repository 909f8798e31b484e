import type { ChatSummary } from '@chat/client';

/** The window's title: how many messages are unread. */
export function unreadTitle(chats: readonly ChatSummary[]): string {
  const unread = chats.reduce((sum, chat) => sum + chat.unread, 0);
  return unread === 0 ? 'Chat' : `(${unread > 999 ? '999+' : unread}) Chat`;
}
