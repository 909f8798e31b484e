import type { Locks } from '../../src/environment/Locks.ts';

/** Web Locks between the tabs of one browser profile. */
export class FakeLocks implements Locks {
  private readonly tails = new Map<string, Promise<void>>();

  request(name: string, { signal }: { signal?: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    const before = this.tails.get(name) ?? Promise.resolve();
    const aborted = new Promise<'aborted'>((resolve) => {
      if (signal?.aborted) resolve('aborted');
      signal?.addEventListener('abort', () => resolve('aborted'));
    });
    const turn = Promise.race([before, aborted]).then((outcome) => {
      if (outcome === 'aborted') throw new DOMException('The lock was not waited for.', 'AbortError');
      return hold();
    });
    // Whoever gave up waiting does not free the lock for those behind it.
    const freed = turn.catch(() => undefined);
    this.tails.set(
      name,
      Promise.all([before, freed]).then(() => undefined),
    );
    return turn;
  }
}
