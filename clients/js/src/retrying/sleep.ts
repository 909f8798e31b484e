import type { Clock } from '../environment/Clock.ts';

/** Waits, or until the signal is aborted: returns in both cases. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clock.clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = clock.setTimeout(done, Math.max(ms, 0));
    signal?.addEventListener('abort', done);
  });
}
