/** How many midnights of this device's time zone lie between the two; negative where `at` is ahead. */
export function daysAgo(at: number, now: number): number {
  const midnight = (time: number): number => {
    const date = new Date(time);
    // As if in UTC: days of 23 and 25 hours count as one.
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}
