import { daysAgo } from '../presence/daysAgo.ts';
import { formatDate } from '../presence/formatDate.ts';

/** The start of the local day that a moment lies in, ms since 1970. */
export function startOfDay(at: number): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** What a day is called seen from `now`: today, yesterday, a weekday within the last week, else its date. */
export function dayLabel(at: number, now: number, locale?: string): string {
  const ago = daysAgo(at, now);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  if (ago > 1 && ago < 7) return formatDate(at, { weekday: 'long' }, locale);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return formatDate(
    at,
    sameYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' },
    locale,
  );
}

/** Day and time in full, as "Friday 22 May 2026 at 14:02". */
export function fullTime(at: number, locale?: string): string {
  return formatDate(
    at,
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    locale,
  );
}
