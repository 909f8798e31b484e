import { daysAgo } from '../presence/daysAgo.ts';

/** When something was, as short as a list needs it: "14:02", "Yesterday", "Tuesday", "3 Mar", "03/03/2024". */
export function listTime(at: number, now: number, locale?: string): string {
  const days = daysAgo(at, now);
  if (days <= 0) return clockTime(at, locale);
  if (days === 1) return 'Yesterday';
  if (days < 7) return format({ weekday: 'long' }, at, locale);
  if (new Date(at).getFullYear() === new Date(now).getFullYear()) return format({ day: 'numeric', month: 'short' }, at, locale);
  return format({ day: '2-digit', month: '2-digit', year: 'numeric' }, at, locale);
}

/** "14:02", in 24 hours everywhere. */
export function clockTime(at: number, locale?: string): string {
  return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at, locale);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A DateTimeFormat is dear to make and a list asks for hundreds of them. */
function format(options: Intl.DateTimeFormatOptions, at: number, locale = 'en-GB'): string {
  const key = `${locale} ${Object.keys(options).join()}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, options);
    formats.set(key, known);
  }
  return known.format(at);
}
