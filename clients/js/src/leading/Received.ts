import { background } from '../client/background.ts';
import type { Applier } from '../applying/Applier.ts';
import type { ChatDetails } from '../chats/ChatDetails.ts';
import type { TabContext } from '../client/TabContext.ts';
import type { Typists } from '../composing/Typists.ts';
import type { HubEvent } from '../hub/HubTransport.ts';
import type { ReceiptsOfChats } from '../receipts/ReceiptsOfChats.ts';
import type { ChatRecord } from '../store/records.ts';
import type { WatchedUsers } from '../watching/WatchedUsers.ts';
import { maxHeads, maxMembersForReceipts } from '../wire/limits.ts';
import type { WireChange, WireHead, WireMessage, WirePresence, WireReceipt, WireTyping } from '../wire/wire.ts';
import type { Machine } from './Machine.ts';

/** Chats of the top of the list whose ticks are fetched unasked. */
const ticksAtOnce = 30;

/** What the server sends, taken to where it belongs. */
export class Received {
  /** What the server said last of each chat. */
  private known = new Map<string, { readonly version: number; readonly readSeq: number }>();

  constructor(
    private readonly context: TabContext,
    private readonly machine: Machine,
    private readonly applier: Applier,
    private readonly details: ChatDetails,
    private readonly receipts: ReceiptsOfChats,
    private readonly typists: Typists,
    private readonly watched: WatchedUsers,
  ) {}

  connected(chats: readonly ChatRecord[]): void {
    this.known = new Map(chats.map(({ chatId, version, toldRead }) => [chatId, { version, readSeq: toldRead }]));
    for (const chat of chats) if (chat.type === 'direct' && !chat.left) background(this.context, this.details.learnPeer(chat));
    this.fetchTicks(chats);
  }

  take(event: HubEvent, payload: unknown): void {
    switch (event) {
      case 'Message':
        this.machine.pushed(payload as WireMessage);
        break;
      case 'Receipt':
        this.applier.enqueue({ type: 'receipt', receipt: payload as WireReceipt });
        this.toldRead(payload as WireReceipt);
        break;
      case 'Typing': {
        const { chatId, userId, typing } = payload as WireTyping;
        if (userId !== this.context.session.userId) this.typists.told(chatId, userId, typing);
        break;
      }
      case 'Presence':
        this.watched.told(payload as WirePresence);
        break;
      case 'Heads':
        this.heads((payload as { heads: readonly WireHead[] }).heads, 'unasked');
        break;
      case 'ChatChanged':
        this.changed(payload as WireChange);
        break;
    }
  }

  /** The first of a connection, and unasked ones, tell of what was missed; in between the events tell. */
  heads(heads: readonly WireHead[], occasion: 'first' | 'regular' | 'unasked'): void {
    const missed: string[] = [];
    for (const head of heads) {
      const { chatId, lastSeq, version, readSeq } = head;
      const known = this.known.get(chatId) ?? { version: 0, readSeq: 0 };
      this.machine.headTold(chatId, lastSeq);
      this.machine.watermarks.told(chatId, 0, readSeq);
      if (version > known.version || readSeq > known.readSeq) this.applier.enqueue({ type: 'head', head });
      if (occasion !== 'regular' && known.version > 0 && version > known.version) missed.push(chatId);
      this.learn(chatId, version, readSeq);
    }
    background(this.context, this.lookAgain(missed));
    if (occasion !== 'first' || heads.length >= maxHeads) return;
    background(this.context, this.checkMissing(new Set(heads.map(({ chatId }) => chatId))));
  }

  private learn(chatId: string, version: number, readSeq: number): void {
    const known = this.known.get(chatId);
    this.known.set(chatId, { version: Math.max(version, known?.version ?? 0), readSeq: Math.max(readSeq, known?.readSeq ?? 0) });
  }

  private toldRead({ chatId, userId, type, seq }: WireReceipt): void {
    if (userId === this.context.session.userId) this.machine.watermarks.told(chatId, seq, type === 'READ' ? seq : 0);
  }

  private async lookAgain(chatIds: readonly string[]): Promise<void> {
    if (chatIds.length === 0) return;
    await this.receipts.doubt(chatIds);
    await Promise.all(chatIds.map((chatId) => this.details.refresh(chatId)));
    const chats = await Promise.all(chatIds.map((chatId) => this.context.db.get('chats', chatId)));
    this.fetchTicks(chats.filter((chat) => chat !== undefined));
    // Screens that show one of them look again too.
    this.context.tabs.announce({ messages: chatIds });
  }

  /** All chats were named: one that is not among them has been lost meanwhile. */
  private async checkMissing(named: ReadonlySet<string>): Promise<void> {
    const chats = await this.context.db.getAll('chats');
    for (const { chatId, left } of chats) if (!left && !named.has(chatId)) await this.details.refresh(chatId);
  }

  private changed({ chatId, change, userId, version }: WireChange): void {
    const self = this.context.session.userId;
    this.learn(chatId, version, 0);
    // Without a user it tells of many: this one may be among them.
    if (change === 'member-added' && (userId ?? self) === self) this.machine.returned(chatId);
    if (change === 'member-removed' && userId === self) background(this.context, this.details.leave(chatId));
    else background(this.context, this.refresh(chatId, change));
  }

  private async refresh(chatId: string, change: WireChange['change']): Promise<void> {
    if (change === 'member-added' || change === 'member-removed') await this.receipts.doubt([chatId]);
    await this.details.refresh(chatId);
  }

  private fetchTicks(chats: readonly ChatRecord[]): void {
    const own = chats.filter(({ lastMessage, allRead, memberCount, left }) => {
      const isOwn = lastMessage?.from === this.context.session.userId && lastMessage.seq > allRead;
      return isOwn && !left && memberCount <= maxMembersForReceipts;
    });
    own.sort((a, b) => (b.lastMessage?.at ?? 0) - (a.lastMessage?.at ?? 0));
    for (const chat of own.slice(0, ticksAtOnce)) this.receipts.ensure(chat);
  }
}
