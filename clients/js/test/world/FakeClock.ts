import type { Clock } from '../../src/environment/Clock.ts';

/** Time that passes only by `advance`. */
export class FakeClock implements Clock {
  private time = Date.UTC(2026, 0, 1);
  private next = 0;
  private readonly timers = new Map<number, { at: number; run: () => void }>();

  now(): number {
    return this.time;
  }

  setTimeout(run: () => void, ms: number): unknown {
    this.timers.set(++this.next, { at: this.time + ms, run });
    return this.next;
  }

  clearTimeout(timer: unknown): void {
    this.timers.delete(timer as number);
  }

  /** Runs what falls due, in its order; what that begins gets its turn in between. */
  async advance(ms: number): Promise<void> {
    await settle();
    for (const until = this.time + ms; ;) {
      const due = [...this.timers].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
      if (!due) {
        this.time = until;
        await settle();
        return;
      }
      this.timers.delete(due[0]);
      this.time = Math.max(this.time, due[1].at);
      due[1].run();
      await settle();
    }
  }
}

/** Lets everything that is under way come to rest: promises, and the store's transactions, which take turns of the loop. */
export async function settle(turns = 120): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
