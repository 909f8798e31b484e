export interface Emoji {
  readonly emoji: string;
  readonly name: string;
}

/** Those in whose names every word of the query begins a word; names that begin with the query come first. */
export function searchEmoji(all: readonly Emoji[], query: string, limit = 80): readonly Emoji[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = all.filter(({ name }) => words.every((word) => ` ${name}`.includes(` ${word}`)));
  const starts = (entry: Emoji): number => (entry.name.startsWith(words[0]!) ? 0 : 1);
  return found.sort((a, b) => starts(a) - starts(b)).slice(0, limit);
}
