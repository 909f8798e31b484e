import type { Environment } from '../environment/Environment.ts';

/** The watermarks of one chat: what this device claims, and what of it the server has confirmed. */
interface Mark {
  delivered: number;
  read: number;
  toldDelivered: number;
  toldRead: number;
  /** One claim of a chat is under way at a time. */
  underWay: boolean;
}

export type ReceiptType = 'DELIVERED' | 'READ';

/** At most one claim a chat in this time, ms. */
const interval = 500;
/** Claims begun in one turn: after a long absence hundreds of chats have something to claim. */
const maxPerTurn = 100;

/** Claims DELIVERED and READ, coalesced. What the server has not confirmed is claimed again, after a Sync too. */
export class Watermarks {
  private readonly marks = new Map<string, Mark>();
  private readonly owing = new Set<string>();
  private live = false;
  private nextTurn = 0;

  constructor(
    private readonly environment: Environment,
    private readonly claim: (chatId: string, type: ReceiptType, seq: number) => void,
  ) {}

  get nextDue(): number | undefined {
    return this.live && this.owing.size > 0 ? this.nextTurn : undefined;
  }

  /** What the server knows. */
  told(chatId: string, delivered: number, read: number): void {
    const mark = this.mark(chatId);
    mark.toldDelivered = Math.max(mark.toldDelivered, delivered);
    mark.toldRead = Math.max(mark.toldRead, read);
  }

  delivered(chatId: string, through: number): void {
    const mark = this.mark(chatId);
    mark.delivered = Math.max(mark.delivered, through);
    this.owe(chatId, mark);
  }

  read(chatId: string, through: number): void {
    const mark = this.mark(chatId);
    mark.read = Math.max(mark.read, through);
    this.owe(chatId, mark);
  }

  /** From now on claims can be made: the prefix that they name is complete. */
  caughtUp(): void {
    this.live = true;
    this.nextTurn = this.environment.clock.now() + interval;
  }

  disconnected(): void {
    this.live = false;
    for (const [chatId, mark] of this.marks) {
      mark.underWay = false;
      this.owe(chatId, mark);
    }
  }

  /** @param again The claim is to be made again: it was not refused for good. */
  settled(chatId: string, type: ReceiptType, seq: number, again: boolean): void {
    const mark = this.mark(chatId);
    mark.underWay = false;
    if (!again) this.told(chatId, type === 'DELIVERED' ? seq : 0, type === 'READ' ? seq : 0);
    this.owe(chatId, mark);
  }

  turn(): void {
    const now = this.environment.clock.now();
    if (!this.live || this.owing.size === 0 || now < this.nextTurn) return;

    this.nextTurn = now + interval;
    for (const chatId of [...this.owing].slice(0, maxPerTurn)) {
      this.owing.delete(chatId);
      const mark = this.mark(chatId);
      if (!owes(mark)) continue;
      mark.underWay = true;
      if (mark.read > mark.toldRead) this.claim(chatId, 'READ', mark.read);
      else this.claim(chatId, 'DELIVERED', mark.delivered);
    }
  }

  private mark(chatId: string): Mark {
    let mark = this.marks.get(chatId);
    if (!mark) this.marks.set(chatId, (mark = { delivered: 0, read: 0, toldDelivered: 0, toldRead: 0, underWay: false }));
    return mark;
  }

  private owe(chatId: string, mark: Mark): void {
    if (mark.underWay || !owes(mark)) return;
    // The first claim after a pause waits for an interval, so that those that follow close behind go with it.
    if (this.owing.size === 0) this.nextTurn = this.environment.clock.now() + interval;
    this.owing.add(chatId);
  }
}

/** READ implies DELIVERED. */
function owes(mark: Mark): boolean {
  return mark.read > mark.toldRead || mark.delivered > Math.max(mark.toldDelivered, mark.toldRead);
}
