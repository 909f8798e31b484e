import type { Clock } from '../environment/Clock.ts';
import { typingExpiresMs } from '../wire/limits.ts';

/** Tells the others that the user is typing: at once, and again every 3 s at most, which keeps it from expiring at theirs. Offline nothing
 * is told, then or later. */
export class OwnTyping {
  private readonly toldAt = new Map<string, number>();
  private connectedNow = false;

  constructor(
    private readonly clock: Clock,
    private readonly tell: (chatId: string, typing: boolean) => void,
  ) {}

  connected(): void {
    this.connectedNow = true;
  }

  disconnected(): void {
    this.connectedNow = false;
    this.toldAt.clear();
  }

  say(chatId: string, typing: boolean): void {
    if (!this.connectedNow) return;
    const now = this.clock.now();
    for (const [told, at] of this.toldAt) {
      if (at + typingExpiresMs <= now) this.toldAt.delete(told);
    }
    const at = this.toldAt.get(chatId);
    if (typing && (at === undefined || at + typingExpiresMs / 2 <= now)) {
      this.toldAt.set(chatId, now);
      this.tell(chatId, true);
    } else if (!typing && at !== undefined) {
      this.toldAt.delete(chatId);
      this.tell(chatId, false);
    }
  }
}
