import type { ChatSummary } from '@chat/client';

/** Why nothing can be written to a chat, in words; undefined when it can. */
export function whyReadOnly(chat: Pick<ChatSummary, 'left' | 'type' | 'role'>): string | undefined {
  if (chat.left === true) return 'You are no longer a member of this chat.';
  if (chat.type === 'channel' && chat.role === 'member') return 'Only the owner and admins write here.';
  return undefined;
}
