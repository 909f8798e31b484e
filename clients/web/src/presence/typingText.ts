/** "typing…" in a direct chat, "Ana is typing…", "Ana and Ben are typing…", "3 people are typing…" in a group; nothing if nobody is. */
export function typingText(names: readonly (string | undefined)[], direct: boolean): string | undefined {
  const [first, second] = names.map((name) => name?.split(' ')[0] ?? 'Somebody');
  if (first === undefined) return undefined;
  if (direct) return 'typing…';
  if (second === undefined) return `${first} is typing…`;
  return names.length === 2 ? `${first} and ${second} are typing…` : `${names.length} people are typing…`;
}
