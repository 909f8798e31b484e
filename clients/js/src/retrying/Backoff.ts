/**
 * Exponential with full jitter: the wait before attempt n is uniform between 0 and min(cap, first * 2^n), so that many who failed
 * together do not come back together.
 */
export class Backoff {
  /** A client that reconnects. */
  static readonly reconnect = new Backoff(500, 30_000);
  /** On a standing connection, what was `unavailable`. */
  static readonly unavailable = new Backoff(200, 3_000);

  constructor(
    private readonly firstMs: number,
    private readonly capMs: number,
  ) {}

  /** ms. @param attempt 0 for the first wait. @param unit Uniform in [0, 1). */
  delay(attempt: number, unit: number): number {
    return Math.min(this.capMs, this.firstMs * 2 ** Math.min(attempt, 30)) * unit;
  }
}
