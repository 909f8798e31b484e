import type { ChatSummary } from '@chat/client';

const number = new Intl.NumberFormat('en-GB');

/** "Group · 6 members" */
export function memberCountText({ type, memberCount }: Pick<ChatSummary, 'type' | 'memberCount'>): string {
  const what = type === 'channel' ? 'Channel' : 'Group';
  return `${what} · ${memberCount === 1 ? '1 member' : `${number.format(memberCount)} members`}`;
}
