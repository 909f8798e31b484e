import type { ChatError } from '../api.ts';
import type { Applied } from '../applying/applyEntries.ts';
import type { Applier } from '../applying/Applier.ts';
import type { Environment } from '../environment/Environment.ts';
import { OpenChats } from '../opening/OpenChats.ts';
import { Watermarks, type ReceiptType } from '../receipts/Watermarks.ts';
import { Outbox, type OutgoingSend } from '../sending/Outbox.ts';
import type { ChatRecord } from '../store/records.ts';
import { ChatProgress } from '../syncing/ChatProgress.ts';
import { Repairs, type SyncRun } from '../syncing/Repairs.ts';
import type { WireAck, WireCursor, WireMessage } from '../wire/wire.ts';
import type { HubCalls } from './HubCalls.ts';

/** Age of a message in a chat that was just found, ms, up to which it is announced as new. */
const justNow = 120_000;

export interface MachineOutput {
  /** An own message leaves: from now on it may be on the server. */
  sent(send: OutgoingSend): void;
  /** An own message is durable. */
  acked(send: OutgoingSend, ack: WireAck): void;
  /** An own message was refused for good. */
  refused(send: OutgoingSend, code: string): void;
  /** A message of a chat that this device does not know. */
  unknown(chatId: string): void;
  /** The first Sync of this connection is complete. */
  caughtUp(): void;
}

/**
 * The device's side of the protocol: what came and what is missing, what is to be sent and claimed. Inputs come from the connection and
 * from the store; calls go out by `HubCalls`, arrivals to the `Applier`. After each input its parts are given a turn.
 */
export class Machine {
  readonly outbox: Outbox;
  readonly open: OpenChats;
  readonly watermarks: Watermarks;
  private readonly repairs: Repairs;
  private readonly chats = new Map<string, ChatProgress>();
  /** Chats that were found on this connection. */
  private readonly adopted = new Set<ChatProgress>();
  private cancelSync: () => void = () => undefined;
  private opening = false;

  constructor(
    private readonly environment: Environment,
    private readonly calls: HubCalls,
    private readonly applier: Applier,
    private readonly output: MachineOutput,
  ) {
    this.outbox = new Outbox(environment, (send) => this.send(send));
    this.repairs = new Repairs(environment, (run, cursors) => this.sync(run, cursors));
    this.watermarks = new Watermarks(environment, (chatId, type, seq) => this.claim(chatId, type, seq));
    this.open = new OpenChats(
      environment,
      (chatId) => this.openChat(chatId),
      (chatId) => calls.tell('CloseChat', { chatId }),
    );
  }

  get parts() {
    return [this.repairs, this.outbox, this.watermarks, this.open];
  }

  /** @param chats As they are in the store: nothing is under way to it. */
  connected(chats: readonly ChatRecord[]): void {
    this.chats.clear();
    this.adopted.clear();
    for (const chat of chats) this.add(chat);
    this.opening = true;
    this.open.connected();
    this.beginOnceOpen();
  }

  disconnected(): void {
    this.opening = false;
    this.repairs.disconnected();
    this.outbox.disconnected();
    this.watermarks.disconnected();
    this.open.disconnected();
  }

  knows(chatId: string): boolean {
    return this.chats.has(chatId);
  }

  /** A chat is new in the store: it is asked for from where it begins there. */
  adopt(chat: ChatRecord): void {
    const known = this.chats.get(chat.chatId);
    known?.learnHead(chat.head);
    const progress = known ?? this.add(chat);
    if (!known) {
      this.comeBack(progress);
      this.adopted.add(progress);
      this.repairs.askFor(progress);
    }
    this.reconsider(progress, false);
  }

  /** The user was added to a chat, for all that is known to one that was left. */
  returned(chatId: string): void {
    const chat = this.chats.get(chatId);
    if (chat && this.comeBack(chat)) this.repairs.askFor(chat);
  }

  pushed(message: WireMessage): void {
    const chat = this.chats.get(message.chatId);
    if (!chat) {
      this.output.unknown(message.chatId);
      return;
    }
    chat.learnPush(message.seq);
    if (!chat.has(message.seq)) this.take(chat, message, true);
  }

  headTold(chatId: string, lastSeq: number): void {
    const chat = this.chats.get(chatId);
    chat?.learnHead(lastSeq);
    if (chat) this.reconsider(chat, false);
    else this.output.unknown(chatId);
  }

  /** What was written of the chats: their watermarks can be claimed. */
  applied({ cursors, settled }: Pick<Applied, 'cursors' | 'settled'>): void {
    for (const [chatId, cursor] of cursors) this.watermarks.delivered(chatId, cursor);
    for (const id of settled) this.outbox.done(id);
  }

  private add(chat: ChatRecord): ChatProgress {
    const progress = new ChatProgress(chat.chatId, chat.cursor, chat.head, chat.ranges, chat.passedFrom);
    this.chats.set(chat.chatId, progress);
    this.watermarks.told(chat.chatId, chat.toldDelivered, chat.toldRead);
    this.watermarks.read(chat.chatId, chat.readSeq);
    this.watermarks.delivered(chat.chatId, chat.cursor);
    return progress;
  }

  private comeBack(chat: ChatProgress): boolean {
    if (!chat.comeBack()) return false;
    this.repairs.leaveOut(chat);
    this.applier.enqueue({ type: 'returned', chatId: chat.chatId });
    return true;
  }

  /** The first Sync waits until the server knows what is open here, so that nothing is missed in between. */
  private beginOnceOpen(): void {
    if (!this.opening || this.open.areBeingTold) return;
    this.opening = false;
    this.repairs.connected(this.chats.values());
    // The Sync leaves before the sends: a device counts as connected from its first answered call on.
    this.repairs.turn();
    this.outbox.connected();
  }

  private take(chat: ChatProgress, message: WireMessage, live: boolean): boolean {
    const before = chat.cursor;
    const hasRoom = !this.applier.isFull;
    if (hasRoom) {
      chat.take(message.seq);
      this.applier.enqueue({ type: 'message', message, live });
    } else {
      chat.learnHead(message.seq);
    }
    this.reconsider(chat, chat.cursor !== before);
    return hasRoom;
  }

  private close(chat: ChatProgress, through: number): void {
    const from = chat.cursor + 1;
    if (through < from) return;
    chat.closeThrough(through);
    this.applier.enqueue({ type: 'passed', chatId: chat.chatId, from, through });
  }

  private sync(run: SyncRun, cursors: readonly WireCursor[]): void {
    const { number } = run;
    this.cancelSync = this.calls.stream(
      'Sync',
      { cursors, only: true },
      {
        next: (item) => this.syncItem(number, item as WireMessage),
        complete: () => this.syncCompleted(number),
        failed: () => this.syncFailed(number),
      },
    );
  }

  private syncItem(number: number, message: WireMessage): void {
    const run = this.repairs.run(number);
    const chat = this.chats.get(message.chatId);
    if (!run || !chat || !run.heads.has(chat) || chat.has(message.seq)) return;

    // The stream is in seq order: what it left out below this one does not exist for this user.
    this.close(chat, message.seq - 1);
    if (chat.has(message.seq) || this.take(chat, message, this.isAsGoodAsLive(chat, run, message))) return;
    this.cancelSync();
    this.repairs.failed(run);
  }

  /** A push that was lost on its way, or that came before this device knew its chat. */
  private isAsGoodAsLive(chat: ChatProgress, run: SyncRun, { sentAt }: WireMessage): boolean {
    if (run.afterConnect) return false;
    return !run.anyway.has(chat) || (this.adopted.has(chat) && Date.parse(sentAt) > this.environment.clock.now() - justNow);
  }

  private syncCompleted(number: number): void {
    const run = this.repairs.run(number);
    if (!run) return;
    for (const [chat, head] of run.heads) this.close(chat, head);
    const caughtUp = this.repairs.completed();
    for (const chat of run.heads.keys()) this.reconsider(chat, true);
    if (!caughtUp) return;
    this.watermarks.caughtUp();
    this.output.caughtUp();
  }

  private syncFailed(number: number): void {
    const run = this.repairs.run(number);
    if (run) this.repairs.failed(run);
  }

  private send(send: OutgoingSend): void {
    const { record, ciphertext, mediaIds } = send;
    this.output.sent(send);
    const request = { clientMsgId: record.id, chatId: record.chatId, ciphertext, ...(mediaIds.length > 0 && { mediaIds }) };
    this.calls.call<WireAck>(
      'Send',
      request,
      (ack) => this.acked(ack),
      (refusal) => this.sendRefused(send, refusal),
    );
  }

  /** The device that sent it gets no push: the ACK is its message. */
  private acked(ack: WireAck): void {
    const send = this.outbox.done(ack.clientMsgId);
    if (!send) return;
    const chat = this.chats.get(ack.chatId);
    const before = chat?.cursor;
    chat?.take(ack.seq);
    this.output.acked(send, ack);
    if (chat) this.reconsider(chat, chat.cursor !== before);
  }

  private sendRefused(send: OutgoingSend, { code, retryAfter }: ChatError): void {
    if (this.outbox.refused(send.record.id, code, retryAfter)) this.output.refused(send, code);
  }

  private claim(chatId: string, type: ReceiptType, seq: number): void {
    this.calls.call(
      'Receipt',
      { chatId, seq, type },
      () => {
        this.watermarks.settled(chatId, type, seq, false);
        this.applier.enqueue({ type: 'told', chatId, delivered: seq, read: type === 'READ' ? seq : 0 });
      },
      ({ code }) => this.watermarks.settled(chatId, type, seq, code === 'unavailable' || code === 'rate-limited'),
    );
  }

  private openChat(chatId: string): void {
    const answered = () => {
      const chat = this.chats.get(chatId);
      // What was sent before may not have been pushed: the Sync to come brings it, or one for this chat.
      if (chat && !this.opening) this.repairs.askFor(chat);
      this.beginOnceOpen();
    };
    this.calls.call(
      'OpenChat',
      { chatId },
      () => {
        this.open.opened(chatId);
        answered();
      },
      ({ code }) => {
        this.open.refused(chatId, code);
        this.beginOnceOpen();
      },
    );
  }

  private reconsider(chat: ChatProgress, moved: boolean): void {
    this.repairs.reconsider(chat, moved, this.outbox.mayOwnNext(chat.chatId));
  }
}
