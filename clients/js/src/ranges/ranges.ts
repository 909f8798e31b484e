/** From and to, both included. */
export type Range = readonly [number, number];

/** Adds what is between `from` and `to` to disjoint ranges in ascending order, and joins those that touch. */
export function addRange(ranges: readonly Range[], from: number, to: number): Range[] {
  if (to < from) return [...ranges];

  const before = ranges.filter((range) => range[1] < from - 1);
  const after = ranges.filter((range) => range[0] > to + 1);
  const touched = ranges.filter((range) => range[1] >= from - 1 && range[0] <= to + 1);
  const joined: Range = [Math.min(from, touched[0]?.[0] ?? from), Math.max(to, touched.at(-1)?.[1] ?? to)];
  return [...before, joined, ...after];
}

/** Takes out what is between `from` and `to`. */
export function removeRange(ranges: readonly Range[], from: number, to: number): Range[] {
  return ranges.flatMap(([first, last]): Range[] => [
    ...(first < from ? [[first, Math.min(last, from - 1)] as const] : []),
    ...(last > to ? [[Math.max(first, to + 1), last] as const] : []),
  ]);
}

export function rangeAt(ranges: readonly Range[], seq: number): Range | undefined {
  return ranges.find((range) => range[0] <= seq && seq <= range[1]);
}
