import type { Clock } from '../environment/Clock.ts';
import { typingExpiresMs } from '../wire/limits.ts';

const maxKnown = 256;

/** Who of the others is typing: until it is said that it is over, or for 6 s without a repetition. */
export class Typists {
  private readonly chats = new Map<string, Map<string, number>>();

  constructor(
    private readonly clock: Clock,
    private readonly changed: (chatId: string, users: readonly string[]) => void,
  ) {}

  get nextDue(): number | undefined {
    const dues = [...this.chats.values()].flatMap((users) => [...users.values()]);
    return dues.length > 0 ? Math.min(...dues) : undefined;
  }

  all(): [string, readonly string[]][] {
    return [...this.chats].map(([chatId, users]) => [chatId, [...users.keys()]]);
  }

  told(chatId: string, userId: string, typing: boolean): void {
    const users = this.chats.get(chatId) ?? new Map<string, number>();
    const known = users.has(userId);
    if (!typing) users.delete(userId);
    else if (known || users.size < maxKnown) users.set(userId, this.clock.now() + typingExpiresMs);
    if (known !== users.has(userId)) this.show(chatId, users);
  }

  clear(): void {
    for (const chatId of [...this.chats.keys()]) this.show(chatId, new Map());
  }

  turn(): void {
    const now = this.clock.now();
    for (const [chatId, users] of [...this.chats]) {
      const left = new Map([...users].filter(([, until]) => until > now));
      if (left.size < users.size) this.show(chatId, left);
    }
  }

  private show(chatId: string, users: Map<string, number>): void {
    if (users.size > 0) this.chats.set(chatId, users);
    else this.chats.delete(chatId);
    this.changed(chatId, [...users.keys()]);
  }
}
