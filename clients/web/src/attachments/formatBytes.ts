const units = ['B', 'KB', 'MB', 'GB'] as const;

/** A size for people: "731 B", "1.2 MB", "340 MB". Counts in thousands, as shops and file managers do. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
