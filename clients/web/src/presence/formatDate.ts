const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment in words. Formatters are kept: making one costs far more than using it, and a list asks for hundreds. */
export function formatDate(at: number, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format.format(at);
}
