/** The slice of Web Locks that is used: a lock is held until the callback's promise settles. */
export interface Locks {
  request(name: string, options: { signal?: AbortSignal }, hold: () => Promise<void>): Promise<void>;
}

/**
 * Outside secure contexts (plain http on another host) there are no Web Locks: each tab is then alone for itself, and the last one that
 * connects has the device.
 */
export function browserLocks(): Locks {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (locks) return { request: (name, options, hold) => locks.request(name, options, hold) };

  const tails = new Map<string, Promise<unknown>>();
  return {
    request(name, { signal }, hold) {
      const turn = (tails.get(name) ?? Promise.resolve()).then(() => {
        signal?.throwIfAborted();
        return hold();
      });
      tails.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}
