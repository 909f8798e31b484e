import type { ChatRecord, WatermarksRecord } from '../store/records.ts';
import { maxMembersForReceipts } from '../wire/limits.ts';

/**
 * Moves on what all others of a chat have delivered and read. It never goes back: who joins later does not take ticks away. In a direct
 * chat the peer is everybody; elsewhere the server must have named all members once. Returns whether anything moved.
 */
export function moveTicks(chat: ChatRecord, watermarks: WatermarksRecord, self: string): boolean {
  if (chat.memberCount > maxMembersForReceipts) return false;

  const others =
    chat.type === 'direct'
      ? [chat.peerId === undefined ? undefined : watermarks.users[chat.peerId]]
      : watermarks.complete
        ? Object.entries(watermarks.users).flatMap(([userId, marks]) => (userId === self ? [] : marks))
        : [];
  const known = others.filter((marks) => marks !== undefined);
  if (known.length === 0) return false;

  const read = Math.min(...known.map((marks) => marks.read));
  const delivered = Math.min(...known.map((marks) => Math.max(marks.delivered, marks.read)));
  const moved = read > chat.allRead || delivered > chat.allDelivered;
  chat.allRead = Math.max(chat.allRead, read);
  chat.allDelivered = Math.max(chat.allDelivered, delivered);
  return moved;
}
