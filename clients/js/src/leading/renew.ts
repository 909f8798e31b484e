import { ChatError } from '../api.ts';
import type { Environment } from '../environment/Environment.ts';
import type { HubSession } from '../hub/HubTransport.ts';
import { Backoff } from '../retrying/Backoff.ts';
import { sleep } from '../retrying/sleep.ts';
import type { Tokens } from '../session/Tokens.ts';

/**
 * Gives the connection a new token before its own ends, until the signal ends it. Where that does not succeed the server closes with
 * `token-expired`, and the reconnect decides.
 */
export async function renew(
  session: HubSession,
  tokens: Tokens,
  environment: Environment,
  accessToken: string,
  signal: AbortSignal,
): Promise<void> {
  let current = accessToken;
  for (let [at, failures] = [tokens.refreshAt, 0]; ;) {
    await sleep(environment.clock, Math.min(at - environment.clock.now(), 2 ** 31 - 1), signal);
    if (signal.aborted) return;
    try {
      const fresh = await tokens.get();
      if (signal.aborted) return;
      if (fresh !== current) await session.invoke('Renew', { accessToken: fresh });
      current = fresh;
      at = tokens.refreshAt;
      failures = 0;
    } catch (failure) {
      if (!(failure instanceof ChatError)) throw failure;
      at = environment.clock.now() + 1_000 + Backoff.reconnect.delay(failures++, environment.random());
    }
  }
}
