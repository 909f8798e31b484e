import { ChatError } from '../api.ts';
import type { Environment } from '../environment/Environment.ts';
import { sleep } from '../retrying/sleep.ts';
import type { Tokens } from '../session/Tokens.ts';
import { call, type Call } from './call.ts';

/** Seconds that a call waits by itself when the server asks for patience; a longer wait is the caller's. */
const longestWait = 10;
const attempts = 3;

/** REST with the device's token. */
export class RestClient {
  /** @param sessionEnded The device is signed out: nothing will succeed any more. */
  constructor(
    private readonly environment: Environment,
    private readonly edge: string,
    private readonly tokens: Tokens,
    private readonly sessionEnded: () => void,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send<T>(path, {});
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>(path, { method: 'POST', body });
  }

  async send<T>(path: string, request: Call): Promise<T> {
    let token = await this.token();
    let renewed = false;
    for (let attempt = 1; ; attempt++) {
      try {
        return await call<T>(this.environment, this.edge + path, { ...request, token });
      } catch (failure) {
        if (!(failure instanceof ChatError)) throw failure;
        if (failure.code === 'bad-token' && !renewed) {
          renewed = true;
          token = await this.token(token);
        } else if (attempt < attempts && this.isWorthWaiting(failure, request)) {
          await sleep(this.environment.clock, (failure.retryAfter ?? attempt / 2) * 1_000 * (1 + this.environment.random() / 4));
        } else {
          throw failure;
        }
      }
    }
  }

  /** All pages of a list, in which an item's id names the page after it. */
  async all<T>(path: string, limit: number, id: (item: T) => string): Promise<T[]> {
    const items: T[] = [];
    for (let after = ''; ;) {
      const page = await this.get<T[]>(`${path}?limit=${limit}${after && `&after=${encodeURIComponent(after)}`}`);
      items.push(...page);
      const last = page.at(-1);
      if (page.length < limit || last === undefined) return items;
      after = id(last);
    }
  }

  private async token(refused?: string): Promise<string> {
    try {
      return await (refused === undefined ? this.tokens.get() : this.tokens.refresh(refused));
    } catch (failure) {
      if (failure instanceof ChatError && failure.code === 'bad-refresh-token') this.sessionEnded();
      throw failure;
    }
  }

  /** What was refused before anything was done may go again; of what may have been done only reading. */
  private isWorthWaiting(failure: ChatError, { method = 'GET' }: Call): boolean {
    const again = failure.code === 'rate-limited' || (failure.code === 'unavailable' && method === 'GET');
    return again && (failure.retryAfter ?? 0) <= longestWait;
  }
}
