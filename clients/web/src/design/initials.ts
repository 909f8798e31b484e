const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Up to two letters (or one emoji) that stand for a name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => firstLetter(word) !== '');
  // "Book club 2024" is BC.
  while (words.length > 2 && /^\P{L}/u.test(words.at(-1) ?? '')) words.pop();
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = [first, last].map((word) => firstLetter(word)).join('');
  return letters === '' ? '?' : letters.toLocaleUpperCase();
}

function firstLetter(word: string | undefined): string {
  for (const { segment } of segmenter.segment(word ?? '')) {
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(segment)) return segment;
  }
  return '';
}
