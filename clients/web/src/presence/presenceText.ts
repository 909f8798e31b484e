import type { Presence } from '@chat/client';
import { clockTime, listTime } from '../chatList/listTime.ts';
import { daysAgo } from './daysAgo.ts';

/** "online", "last seen today at 14:02"; nothing where it is not known or not told. */
export function presenceText(presence: Presence | undefined, now: number): string | undefined {
  if (presence === undefined) return undefined;
  if (presence.online) return 'online';
  if (presence.lastSeen === undefined) return undefined;
  return `last seen ${seenText(presence.lastSeen, now)}`;
}

/** "just now", "today at 14:02", "yesterday at 9:30", "Tuesday at 14:02", "on 3 Mar" */
export function seenText(at: number, now: number): string {
  if (now - at < 60_000) return 'just now';
  if (now - at < 3_600_000) {
    const minutes = Math.floor((now - at) / 60_000);
    return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
  }
  const days = daysAgo(at, now);
  if (days <= 0) return `today at ${clockTime(at)}`;
  if (days === 1) return `yesterday at ${clockTime(at)}`;
  if (days < 7) return `${listTime(at, now)} at ${clockTime(at)}`;
  return `on ${listTime(at, now)}`;
}
