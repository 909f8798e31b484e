import type { ChatRecord, WatermarksRecord } from '../store/records.ts';
import { maxMembersForReceipts } from '../wire/limits.ts';

/**
 * Moves on what all others of a chat have delivered and read. It never goes back: who joins later does not take ticks away. In a direct
 * chat there is but one other; elsewhere the server must have named all members once. Returns whether anything moved.
 */
export function moveTicks(chat: ChatRecord, watermarks: WatermarksRecord, self: string): boolean {
  if (chat.memberCount > maxMembersForReceipts) return false;

  const everybody = chat.type === 'direct' || watermarks.complete;
  const others = everybody ? Object.entries(watermarks.users).flatMap(([userId, marks]) => (userId === self ? [] : marks)) : [];
  if (others.length === 0) return false;

  const read = Math.min(...others.map((marks) => marks.read));
  const delivered = Math.min(...others.map((marks) => Math.max(marks.delivered, marks.read)));
  const moved = read > chat.allRead || delivered > chat.allDelivered;
  chat.allRead = Math.max(chat.allRead, read);
  chat.allDelivered = Math.max(chat.allDelivered, delivered);
  return moved;
}
