import { ChatError, type Connection, type StopReason } from '../api.ts';
import type { Environment } from '../environment/Environment.ts';
import { Backoff } from '../retrying/Backoff.ts';
import { sleep } from '../retrying/sleep.ts';
import type { Tokens } from '../session/Tokens.ts';
import { ConnectionLost, HandshakeRefused } from '../hub/HubTransport.ts';
import type { WireClosing } from '../wire/wire.ts';
import { endOfClosing, endOfFailure, type ConnectionEnd } from './connectionEnd.ts';

export interface Ended {
  /** What the server said before it closed, if anything. */
  readonly closing: WireClosing | undefined;
  /** Its first Sync was completed: then it counts as a success. */
  readonly caughtUp: boolean;
}

/** Runs one connection on this access token, and calls back when it is open. Rejects if it never came about. */
export type RunConnection = (accessToken: string, opened: () => void, signal: AbortSignal) => Promise<Ended>;

/** After this many failures in a row it is said to be offline. */
const failuresUntilOffline = 2;

/**
 * Keeps one connection open: reconnects by exponential backoff with full jitter, on top of what the server asks for, until it is told not
 * to come back. What the browser says of the network ends and begins attempts at once.
 */
export class ConnectionLoop {
  private readonly ending = new AbortController();
  private waiting: AbortController | undefined;
  private running: AbortController | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly tokens: Tokens,
    private readonly runConnection: RunConnection,
    private readonly changed: (connection: Connection) => void,
  ) {}

  /** Undefined: it was ended from here. */
  async run(): Promise<StopReason | undefined> {
    const unsubscribe = this.environment.network.subscribe(() => this.networkChanged());
    try {
      return await this.connect();
    } finally {
      unsubscribe();
    }
  }

  end(): void {
    this.ending.abort();
    this.running?.abort();
    this.waiting?.abort();
  }

  /** Does not wait any longer. */
  now(): void {
    this.waiting?.abort();
  }

  private async connect(): Promise<StopReason | undefined> {
    let refused: string | undefined;
    for (let failures = 0; !this.ending.signal.aborted; failures++) {
      await this.network();
      this.changed({ state: this.isOffline(failures) ? 'offline' : 'connecting' });
      let end: ConnectionEnd;
      let token: string | undefined;
      this.running = new AbortController();
      try {
        token = await (refused === undefined ? this.tokens.get() : this.tokens.refresh(refused));
        refused = undefined;
        const ended = await this.runConnection(token, () => this.changed({ state: 'online' }), this.running.signal);
        end = endOfClosing(ended.closing);
        if (ended.caughtUp) failures = 0;
      } catch (failure) {
        if (!isExpected(failure)) report(failure);
        end = endOfFailure(failure);
      }
      this.running = undefined;
      if (this.ending.signal.aborted) return undefined;
      if (end.stop) return end.stop;
      if (end.refreshFirst && token !== undefined) refused = token;
      await this.wait((end.notBefore ?? 0) + Backoff.reconnect.delay(failures, this.environment.random()), failures + 1);
    }
    return undefined;
  }

  /** Without a network there is nothing to try; `now` tries all the same. */
  private async network(): Promise<void> {
    if (this.environment.network.online() || this.ending.signal.aborted) return;
    const waiting = (this.waiting = new AbortController());
    this.changed({ state: 'offline' });
    await new Promise<void>((resolve) => waiting.signal.addEventListener('abort', () => resolve()));
    this.waiting = undefined;
  }

  private async wait(ms: number, failures: number): Promise<void> {
    this.waiting = new AbortController();
    const nextAttemptAt = this.environment.clock.now() + ms;
    this.changed({ state: this.isOffline(failures) ? 'offline' : 'connecting', nextAttemptAt });
    await sleep(this.environment.clock, ms, this.waiting.signal);
    this.waiting = undefined;
  }

  private isOffline(failures: number): boolean {
    return failures >= failuresUntilOffline || !this.environment.network.online();
  }

  private networkChanged(): void {
    if (this.environment.network.online()) this.now();
    else this.running?.abort();
  }
}

function isExpected(failure: unknown): boolean {
  return failure instanceof ChatError || failure instanceof HandshakeRefused || failure instanceof ConnectionLost;
}

/** A defect, or a store that fails: told as the page tells any error; connecting goes on. */
function report(failure: unknown): void {
  queueMicrotask(() => {
    throw failure;
  });
}
