/** "Ann is typing…", "Ann and Ben are typing…", "Ann, Ben and 2 others are typing…"; a direct chat needs no name. */
export function whoTypes(names: readonly string[], direct: boolean): string {
  const [first, second] = names;
  if (first === undefined) return '';
  if (direct) return 'typing…';
  if (second === undefined) return `${first} is typing…`;
  if (names.length === 2) return `${first} and ${second} are typing…`;
  const others = names.length - 2;
  return `${first}, ${second} and ${others} ${others === 1 ? 'other' : 'others'} are typing…`;
}
