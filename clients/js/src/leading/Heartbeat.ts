import type { Clock } from '../environment/Clock.ts';
import type { HubSession } from '../hub/HubTransport.ts';
import { ChatError } from '../api.ts';
import { sleep } from '../retrying/sleep.ts';
import type { WireHead } from '../wire/wire.ts';

const beatEvery = 30_000;

/** Asks for the heads, at once and every 30 s, until the signal ends it. */
export async function beat(
  session: HubSession,
  clock: Clock,
  signal: AbortSignal,
  told: (heads: readonly WireHead[], first: boolean) => void,
): Promise<void> {
  for (let first = true; !signal.aborted;) {
    try {
      const { heads } = await session.invoke<{ heads: readonly WireHead[] }>('Heartbeat', {});
      if (signal.aborted) return;
      told(heads, first);
      first = false;
    } catch (failure) {
      // Refused, or over with the connection: the next beat, or the next connection, asks again.
      if (!(failure instanceof ChatError)) throw failure;
    }
    await sleep(clock, beatEvery, signal);
  }
}
