import type { Environment } from '../environment/Environment.ts';
import { Backoff } from '../retrying/Backoff.ts';
import { maxCursors } from '../wire/limits.ts';
import type { WireCursor } from '../wire/wire.ts';
import type { ChatProgress } from './ChatProgress.ts';

/** One call of Sync, from its cursors to its end. */
export interface SyncRun {
  readonly number: number;
  /** It is (part of) the Sync of a new connection. */
  readonly afterConnect: boolean;
  /** The chats it asked for, each with the head known when it began: when it completes, nothing up to there is missing. */
  readonly heads: Map<ChatProgress, number>;
  /** Those of them that were asked for although nothing was known to be missing. */
  readonly anyway: ReadonlySet<ChatProgress>;
}

/** Behind own sends under way: the missing seqs may be theirs, and their ACKs come soon. ms; jitter is up to half of it more. */
const behindOwnSends = 300;
/** Behind a head, or below an own ACK: the pushes may be under way still. Asked for once the chat has not moved for this long. */
const behindHead = 2_000;

/** Decides when Sync is asked, and for what: after each connect for everything, then for chats that are behind. One Sync at a time. */
export class Repairs {
  private phase: 'offline' | 'catching-up' | 'live' = 'offline';
  private readonly behind = new Set<ChatProgress>();
  private toCatchUp: ChatProgress[] = [];
  private current: SyncRun | undefined;
  private runs = 0;
  private failures = 0;
  private retryAt = 0;

  constructor(
    private readonly environment: Environment,
    private readonly sync: (run: SyncRun, cursors: readonly WireCursor[]) => void,
  ) {}

  get nextDue(): number | undefined {
    if (this.current || this.phase === 'offline') return undefined;
    if (this.phase === 'catching-up') return this.retryAt;
    const dues = [...this.behind].flatMap((chat) => chat.askAt ?? []);
    return dues.length > 0 ? Math.min(...dues) : undefined;
  }

  connected(chats: Iterable<ChatProgress>): void {
    this.phase = 'catching-up';
    this.failures = 0;
    this.retryAt = 0;
    this.toCatchUp = [...chats];
  }

  disconnected(): void {
    this.phase = 'offline';
    this.current = undefined;
    this.toCatchUp = [];
    this.behind.clear();
  }

  /** Undefined if this is not the Sync under way. */
  run(number: number): SyncRun | undefined {
    return this.current?.number === number ? this.current : undefined;
  }

  /** Returns whether the connection's first Sync is complete with this. */
  completed(): boolean {
    this.current = undefined;
    this.failures = 0;
    if (this.phase !== 'catching-up' || this.toCatchUp.length > 0) return false;
    this.phase = 'live';
    return true;
  }

  /** Refused, or broken off: asked again from where the chats stand then. */
  failed(run: SyncRun): void {
    this.current = undefined;
    this.retryAt = this.now + Backoff.unavailable.delay(this.failures++, this.environment.random());
    if (this.phase === 'catching-up') {
      this.toCatchUp.unshift(...run.heads.keys());
      return;
    }
    for (const chat of run.heads.keys()) {
      if (run.anyway.has(chat)) chat.askAnyway = true;
      this.askAt(chat, chat.isBehind || chat.askAnyway ? this.retryAt : undefined);
    }
  }

  /**
   * Sets or clears the time to ask for what a chat is missing.
   * @param moved It has advanced: what is missing now is missing since now.
   */
  reconsider(chat: ChatProgress, moved: boolean, ownSendsUnderWay: boolean): void {
    if (!chat.isBehind) {
      if (!chat.askAnyway) this.askAt(chat, undefined);
      return;
    }
    const wait =
      chat.highestPush <= chat.cursor ? this.jittered(behindHead) : ownSendsUnderWay ? this.jittered(behindOwnSends) : 0;
    const at = this.now + wait;
    if (moved || chat.askAt === undefined || at < chat.askAt) this.askAt(chat, at);
  }

  /** The Sync under way asked from a place where the chat stands no more: what it says of it counts for nothing. */
  leaveOut(chat: ChatProgress): void {
    this.current?.heads.delete(chat);
  }

  /** Asks for what there is of a chat, whether or not anything is known to be missing. */
  askFor(chat: ChatProgress): void {
    chat.askAnyway = true;
    this.askAt(chat, this.now);
  }

  turn(): void {
    if (this.current || this.phase === 'offline') return;
    if (this.phase === 'catching-up') {
      if (this.retryAt <= this.now) this.begin(this.toCatchUp.splice(0, maxCursors), true);
      return;
    }
    const due = [...this.behind].filter((chat) => (chat.askAt ?? Infinity) <= this.now).slice(0, maxCursors);
    for (const chat of due) this.askAt(chat, undefined);
    if (due.length > 0) this.begin(due, false);
  }

  private begin(chats: readonly ChatProgress[], afterConnect: boolean): void {
    const anyway = new Set(chats.filter((chat) => chat.askAnyway));
    for (const chat of anyway) chat.askAnyway = false;
    const heads = new Map(chats.map((chat) => [chat, chat.head]));
    this.current = { number: ++this.runs, afterConnect, heads, anyway };
    this.sync(
      this.current,
      chats.map(({ chatId, cursor }) => ({ chatId, seq: cursor })),
    );
  }

  private askAt(chat: ChatProgress, at: number | undefined): void {
    chat.askAt = at;
    if (at === undefined) this.behind.delete(chat);
    else this.behind.add(chat);
  }

  private get now(): number {
    return this.environment.clock.now();
  }

  private jittered(wait: number): number {
    return wait * (1 + this.environment.random() / 2);
  }
}
