import type { Presence } from '@chat/client';
import { dayLabel, timeOfDay } from './days.ts';

/** "online", "last seen today at 14:03"; nothing where it is not known or not told. */
export function presenceText(presence: Presence | undefined, now: number, locale?: string): string {
  if (presence === undefined) return '';
  if (presence.online) return 'online';
  const { lastSeen } = presence;
  if (lastSeen === undefined) return '';
  const ago = now - lastSeen;
  if (ago < 60_000) return 'last seen just now';
  if (ago < 3_600_000) return `last seen ${Math.floor(ago / 60_000)} min ago`;
  const day = dayLabel(lastSeen, now, locale);
  const named = day === 'Today' || day === 'Yesterday' ? day.toLowerCase() : `on ${day}`;
  return `last seen ${named} at ${timeOfDay(lastSeen, locale)}`;
}
