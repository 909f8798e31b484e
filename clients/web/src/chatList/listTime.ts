import { daysAgo } from '../presence/daysAgo.ts';
import { formatDate } from '../presence/formatDate.ts';

/** When something was, as short as a list needs it: "14:02", "Yesterday", "Tuesday", "3 Mar", "03/03/2024". */
export function listTime(at: number, now: number, locale?: string): string {
  const days = daysAgo(at, now);
  if (days <= 0) return clockTime(at, locale);
  if (days === 1) return 'Yesterday';
  if (days < 7) return formatDate(at, { weekday: 'long' }, locale);
  if (new Date(at).getFullYear() === new Date(now).getFullYear())
    return formatDate(at, { day: 'numeric', month: 'short' }, locale);
  return formatDate(at, { day: '2-digit', month: '2-digit', year: 'numeric' }, locale);
}

/** "14:02", in 24 hours everywhere. */
export function clockTime(at: number, locale?: string): string {
  return formatDate(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, locale);
}
