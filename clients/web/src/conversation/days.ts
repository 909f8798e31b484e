import { daysAgo } from '../presence/daysAgo.ts';

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
  if (ago > 1 && ago < 7) return formatted(at, { weekday: 'long' }, locale);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return formatted(at, sameYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' }, locale);
}

/** Day and time in full, as "Friday 22 May 2026 at 14:02". */
export function fullTime(at: number, locale?: string): string {
  return formatted(
    at,
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    locale,
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs far more than using it.
function formatted(at: number, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format.format(at);
}
