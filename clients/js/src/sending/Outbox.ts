import type { Environment } from '../environment/Environment.ts';
import { Backoff } from '../retrying/Backoff.ts';
import type { OutboxRecord } from '../store/records.ts';

/** A send from the moment it may leave to its ACK. */
export interface OutgoingSend {
  readonly record: OutboxRecord;
  /** Base64. */
  readonly ciphertext: string;
  readonly mediaIds: readonly string[];
  inFlight: boolean;
  /** It may be stored already, whatever became of the answer. */
  attempted: boolean;
}

interface OutgoingChat {
  readonly sends: OutgoingSend[];
  /** After a send was `unavailable` none leaves before this, nor before all under way are answered: a later one must not be stored
   * before an earlier one. */
  heldUntil: number | undefined;
  failures: number;
}

/** Sends under way at once. */
const window = 16;

/** Sends until their ACK: a window of them under way, again with the same clientMsgId after a lost connection or `unavailable`, in each
 * chat always in their order. */
export class Outbox {
  private readonly chats = new Map<string, OutgoingChat>();
  private readonly sends = new Map<string, OutgoingSend>();
  private connectedNow = false;
  private inFlight = 0;

  constructor(
    private readonly environment: Environment,
    private readonly send: (send: OutgoingSend) => void,
  ) {}

  get nextDue(): number | undefined {
    if (!this.connectedNow) return undefined;
    const dues = [...this.chats.values()].flatMap((chat) => (isAnswered(chat) ? (chat.heldUntil ?? []) : []));
    return dues.length > 0 ? Math.min(...dues) : undefined;
  }

  has(id: string): boolean {
    return this.sends.has(id);
  }

  /** Whether a seq of that chat may belong to a send whose ACK is still to come. */
  mayOwnNext(chatId: string): boolean {
    return this.chats.get(chatId)?.sends.some((send) => send.attempted) ?? false;
  }

  enqueue(record: OutboxRecord, ciphertext: string, mediaIds: readonly string[]): void {
    if (this.sends.has(record.id)) return;
    const send = { record, ciphertext, mediaIds, inFlight: false, attempted: record.attempted === true };
    this.sends.set(record.id, send);
    const chat = this.chats.get(record.chatId);
    if (chat) chat.sends.push(send);
    else this.chats.set(record.chatId, { sends: [send], heldUntil: undefined, failures: 0 });
    this.start();
  }

  /** Takes a send back that never left. False: it is too late. */
  withdraw(id: string): boolean {
    const send = this.sends.get(id);
    if (send?.attempted) return false;
    if (send) this.remove(send);
    return true;
  }

  connected(): void {
    this.connectedNow = true;
    this.start();
  }

  disconnected(): void {
    this.connectedNow = false;
    this.inFlight = 0;
    for (const chat of this.chats.values()) {
      chat.heldUntil = undefined;
      for (const send of chat.sends) send.inFlight = false;
    }
  }

  /** It is durable, as its ACK or its arrival from elsewhere says. Undefined: it was over already. */
  done(id: string): OutgoingSend | undefined {
    const send = this.sends.get(id);
    if (!send) return undefined;
    const chat = this.remove(send);
    if (chat) chat.failures = 0;
    this.start();
    return send;
  }

  /** Returns whether it was for good, and so is over. */
  refused(id: string, code: string, retryAfter = 0): boolean {
    const send = this.sends.get(id);
    if (!send) return false;
    const again = code === 'unavailable' || code === 'rate-limited';
    if (again) this.putBack(send, code === 'unavailable' ? Backoff.unavailable : Backoff.reconnect, retryAfter * 1_000);
    else this.remove(send);
    this.start();
    return !again;
  }

  turn(): void {
    if (!this.connectedNow) return;
    const now = this.environment.clock.now();
    for (const chat of this.chats.values()) {
      if (chat.heldUntil !== undefined && isAnswered(chat) && chat.heldUntil <= now) chat.heldUntil = undefined;
    }
    this.start();
  }

  private putBack(send: OutgoingSend, backoff: Backoff, notBefore: number): void {
    this.land(send);
    const chat = this.chats.get(send.record.chatId);
    if (!chat || chat.heldUntil !== undefined) return;
    const wait = notBefore + backoff.delay(chat.failures++, this.environment.random());
    chat.heldUntil = this.environment.clock.now() + wait;
  }

  private remove(send: OutgoingSend): OutgoingChat | undefined {
    this.land(send);
    this.sends.delete(send.record.id);
    const chat = this.chats.get(send.record.chatId);
    chat?.sends.splice(chat.sends.indexOf(send), 1);
    if (chat?.sends.length === 0) this.chats.delete(send.record.chatId);
    return chat;
  }

  private land(send: OutgoingSend): void {
    if (!send.inFlight) return;
    send.inFlight = false;
    this.inFlight--;
  }

  /** The chats take turns for places in the window. */
  private start(): void {
    for (let started = true; started && this.connectedNow;) {
      started = false;
      for (const chat of this.chats.values()) {
        if (this.inFlight >= window) return;
        const send = chat.heldUntil === undefined ? chat.sends.find((candidate) => !candidate.inFlight) : undefined;
        if (!send) continue;
        send.inFlight = true;
        send.attempted = true;
        this.inFlight++;
        started = true;
        this.send(send);
      }
    }
  }
}

function isAnswered(chat: OutgoingChat): boolean {
  return !chat.sends.some((send) => send.inFlight);
}
