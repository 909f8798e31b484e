import type { Environment } from '../environment/Environment.ts';
import { Backoff } from '../retrying/Backoff.ts';
import { maxOpenChats } from '../wire/limits.ts';

type Telling = 'owed' | 'under-way' | 'done';

/** The chats that the screens show, told to each new connection before its first Sync. Beyond the server's limit the last ones count. */
export class OpenChats {
  private readonly chats = new Map<string, Telling>();
  private connectedNow = false;
  private failures = 0;
  private retryAt: number | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly open: (chatId: string) => void,
    private readonly close: (chatId: string) => void,
  ) {}

  get nextDue(): number | undefined {
    return this.connectedNow ? this.retryAt : undefined;
  }

  /** Calls that are not answered yet. */
  get areBeingTold(): boolean {
    return [...this.chats.values()].includes('under-way');
  }

  connected(): void {
    this.connectedNow = true;
    this.failures = 0;
    this.tell();
  }

  disconnected(): void {
    this.connectedNow = false;
    this.retryAt = undefined;
    for (const chatId of this.chats.keys()) this.chats.set(chatId, 'owed');
  }

  /** What is to be open from now on. */
  show(chatIds: readonly string[]): void {
    const wanted = new Set(chatIds.slice(-maxOpenChats));
    for (const [chatId, telling] of [...this.chats]) {
      if (wanted.has(chatId)) continue;
      this.chats.delete(chatId);
      if (this.connectedNow && telling !== 'owed') this.close(chatId);
    }
    for (const chatId of wanted) if (!this.chats.has(chatId)) this.chats.set(chatId, 'owed');
    if (this.connectedNow && this.retryAt === undefined) this.tell();
  }

  opened(chatId: string): void {
    this.failures = 0;
    if (this.chats.has(chatId)) this.chats.set(chatId, 'done');
  }

  /** What was refused for good counts as told: the screen goes on showing it, the server does not care. */
  refused(chatId: string, code: string): void {
    if (!this.chats.has(chatId)) return;
    const again = code === 'unavailable' || code === 'rate-limited';
    this.chats.set(chatId, again ? 'owed' : 'done');
    if (again)
      this.retryAt ??= this.environment.clock.now() + Backoff.unavailable.delay(this.failures++, this.environment.random());
  }

  turn(): void {
    if (this.connectedNow && this.retryAt !== undefined && this.retryAt <= this.environment.clock.now()) this.tell();
  }

  private tell(): void {
    this.retryAt = undefined;
    for (const [chatId, telling] of this.chats) {
      if (telling !== 'owed') continue;
      this.chats.set(chatId, 'under-way');
      this.open(chatId);
    }
  }
}
