export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  /** More words that it is found by. */
  readonly words: string;
}

/** Those for which every word of the query begins a word of theirs; names that begin with the query come first. */
export function searchEmoji(all: readonly Emoji[], query: string, limit = 80): readonly Emoji[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const found = all.filter((entry) => words.every((word) => ` ${entry.name} ${entry.words}`.includes(` ${word}`)));
  const rank = ({ name }: Emoji): number => (name.startsWith(first) ? 0 : ` ${name}`.includes(` ${first}`) ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, limit);
}
