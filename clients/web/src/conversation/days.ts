const day = 86_400_000;

/** The start of the local day that a moment lies in, ms since 1970. */
export function startOfDay(at: number): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** What a day is called seen from `now`: today, yesterday, a weekday within the last week, else its date. */
export function dayLabel(at: number, now: number, locale?: string): string {
  // A day has 23 or 25 hours where the clock is changed: rounding makes whole days of them.
  const ago = Math.round((startOfDay(now) - startOfDay(at)) / day);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  if (ago > 1 && ago < 7) return formatted(at, { weekday: 'long' }, locale);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return formatted(at, sameYear ? { day: 'numeric', month: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' }, locale);
}

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs far more than using it.
function formatted(at: number, options: Intl.DateTimeFormatOptions, locale?: string): string {
  const key = `${locale ?? ''} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format.format(at);
}

/** The time of day, as the user's locale writes it. */
export function timeOfDay(at: number, locale?: string): string {
  return formatted(at, { hour: 'numeric', minute: '2-digit' }, locale);
}

/** Day and time in full. */
export function fullTime(at: number, locale?: string): string {
  return formatted(
    at,
    { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
    locale,
  );
}
