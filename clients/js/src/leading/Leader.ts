import { background } from '../client/background.ts';
import type { Connection, StopReason } from '../api.ts';
import { Applier } from '../applying/Applier.ts';
import type { Applied } from '../applying/applyEntries.ts';
import { ChatDetails } from '../chats/ChatDetails.ts';
import { listChats } from '../chats/listChats.ts';
import type { TabContext } from '../client/TabContext.ts';
import { ConnectionLoop, type Ended } from '../connection/ConnectionLoop.ts';
import { OwnTyping } from '../composing/OwnTyping.ts';
import { Typists } from '../composing/Typists.ts';
import type { MediaCache } from '../media/MediaCache.ts';
import { chatMessage } from '../reading/chatMessage.ts';
import type { ReceiptsOfChats } from '../receipts/ReceiptsOfChats.ts';
import { Interests } from '../tabs/Interests.ts';
import type { Wish } from '../tabs/TabMessage.ts';
import type { Users } from '../users/Users.ts';
import { WatchedUsers } from '../watching/WatchedUsers.ts';
import type { WireClosing, WirePresence } from '../wire/wire.ts';
import { ConnectionLost } from '../hub/HubTransport.ts';
import { beat } from './Heartbeat.ts';
import { HubCalls } from './HubCalls.ts';
import { Machine } from './Machine.ts';
import { Pacemaker } from './Pacemaker.ts';
import { Received } from './Received.ts';
import { renew } from './renew.ts';
import { Sending } from './Sending.ts';

const openWithin = 15_000;

/** What the tab that holds the connection does for all of them. */
export class Leader {
  private readonly ending = new AbortController();
  private readonly calls = new HubCalls(() => this.pacemaker.turn());
  private readonly applier: Applier;
  private readonly machine: Machine;
  private readonly details: ChatDetails;
  private readonly sending: Sending;
  private readonly received: Received;
  private readonly typists: Typists;
  private readonly ownTyping: OwnTyping;
  private readonly watched: WatchedUsers;
  private readonly interests: Interests;
  private readonly pacemaker: Pacemaker;
  private readonly loop: ConnectionLoop;
  private connection: Connection = { state: 'connecting' };
  private current: AbortController | undefined;
  private again: (() => void) | undefined;
  private closing: WireClosing | undefined;
  private caughtUp = false;

  constructor(
    private readonly context: TabContext,
    users: Users,
    receipts: ReceiptsOfChats,
    private readonly cache: MediaCache,
  ) {
    const { environment, tabs, db, content, session } = context;
    this.applier = new Applier(
      db,
      content,
      session.userId,
      (applied) => this.applied(applied),
      (failure) => this.storeFailed(failure),
    );
    this.details = new ChatDetails(context, users, (chat) => {
      this.machine.adopt(chat);
      this.pacemaker.turn();
    });
    this.machine = new Machine(environment, this.calls, this.applier, {
      sent: (send) => this.sending.sent(send),
      acked: (send, ack) => this.sending.acked(send, ack),
      refused: (send, code) => this.sending.refused(send.record, code),
      unknown: (chatId) => background(context, this.details.refresh(chatId)),
      caughtUp: () => (this.caughtUp = true),
    });
    this.sending = new Sending(context, this.machine.outbox, this.applier, cache);
    this.typists = new Typists(environment.clock, (chatId, who) => tabs.tell({ type: 'typists', chatId, users: who }));
    this.ownTyping = new OwnTyping(environment.clock, (chatId, typing) => this.calls.tell('Typing', { chatId, typing }));
    this.watched = new WatchedUsers(
      environment,
      (userIds) =>
        this.calls.call<readonly WirePresence[]>(
          'WatchPresence',
          { userIds },
          (answer) => this.watched.answered(answer),
          ({ code }) => this.watched.refused(code),
        ),
      (userIds) => this.calls.tell('UnwatchPresence', { userIds }),
      (present, gone) => tabs.tell({ type: 'presence', present, gone }),
    );
    this.interests = new Interests(environment.locks, tabs.id, this.ending.signal, ({ open, watch }) => {
      this.machine.open.show(open);
      this.watched.want(watch);
      this.pacemaker.turn();
    });
    this.received = new Received(context, this.machine, this.applier, this.details, receipts, this.typists, this.watched);
    this.pacemaker = new Pacemaker(environment.clock, () => [...this.machine.parts, this.typists, this.watched]);
    this.loop = new ConnectionLoop(
      environment,
      context.tokens,
      (token, opened, signal) => this.run(token, opened, signal),
      (connection) => this.show(connection),
    );
  }

  /** Until `end`. @param stopped The server does not want this device back by itself. */
  async lead(stopped: (reason: StopReason) => void): Promise<void> {
    const { tabs } = this.context;
    tabs.lead((wish) => this.take(wish));
    this.tellState();
    await this.sending.load();
    while (!this.ending.signal.aborted) {
      const reason = await this.loop.run();
      if (reason === undefined) break;
      const again = new Promise<void>((resolve) => (this.again = resolve));
      this.show({ state: 'stopped', reason });
      stopped(reason);
      await again;
    }
    await this.applier.idle();
  }

  end(): void {
    this.ending.abort();
    this.context.tabs.lead(undefined);
    this.sending.end();
    this.loop.end();
    this.again?.();
    this.pacemaker.end();
  }

  private take(wish: Wish): void {
    switch (wish.type) {
      case 'hello':
        this.tellState();
        break;
      case 'outbox':
        background(
          this.context,
          this.sending.load().then(() => this.pacemaker.turn()),
        );
        break;
      case 'cancel':
        background(this.context, this.sending.cancel(wish.id, wish.chatId, wish.ask));
        break;
      case 'read':
        this.machine.watermarks.read(wish.chatId, wish.seq);
        break;
      case 'typing':
        this.ownTyping.say(wish.chatId, wish.typing);
        break;
      case 'interest':
        this.interests.set(wish.tab, wish);
        break;
      case 'adopt':
        background(this.context, this.adopt(wish.chatId));
        break;
      case 'settled':
        this.machine.applied({ cursors: new Map(), settled: new Set(wish.ids) });
        break;
      case 'reconnect':
        this.loop.now();
        this.again?.();
        break;
    }
    this.pacemaker.turn();
  }

  private async adopt(chatId: string): Promise<void> {
    const chat = await this.context.db.get('chats', chatId);
    if (chat) this.machine.adopt(chat);
    this.pacemaker.turn();
  }

  private async run(accessToken: string, opened: () => void, signal: AbortSignal): Promise<Ended> {
    const { environment, edge, db, tokens } = this.context;
    await listChats(this.context);
    await this.applier.idle();
    this.closing = undefined;
    this.caughtUp = false;
    if (signal.aborted) throw new ConnectionLost('It was ended before it began.');
    const connecting = new AbortController();
    const timer = environment.clock.setTimeout(() => connecting.abort(), openWithin);
    const end = () => connecting.abort();
    signal.addEventListener('abort', end);
    const receive: typeof this.received.take = (event, payload) => {
      if (event === 'Closing') this.closing = payload as WireClosing;
      else this.received.take(event, payload);
      this.pacemaker.turn();
    };
    // What is pushed before the machine knows its chats is kept until it does.
    let early: Parameters<typeof receive>[] | undefined = [];
    try {
      const session = await environment
        .hub(edge)
        .connect(
          accessToken,
          (event, payload) => (early ? void early.push([event, payload]) : receive(event, payload)),
          connecting.signal,
        );
      environment.clock.clearTimeout(timer);
      this.current = connecting;
      connecting.signal.addEventListener('abort', () => session.close());
      if (connecting.signal.aborted) session.close();
      this.calls.attach(session);
      const chats = await db.getAll('chats');
      this.received.connected(chats);
      this.machine.connected(chats.filter((chat) => !chat.left));
      this.ownTyping.connected();
      this.watched.connected();
      opened();
      const waiting = early;
      early = undefined;
      for (const [event, payload] of waiting) receive(event, payload);
      this.pacemaker.turn();
      this.sending.goOn();
      const beating = beat(session, environment.clock, connecting.signal, (heads, first) => {
        this.received.heads(heads, first ? 'first' : 'regular');
        this.pacemaker.turn();
      });
      const renewing = renew(session, tokens, environment, accessToken, connecting.signal);
      await session.closed;
      connecting.abort();
      await Promise.all([beating, renewing]);
      return { closing: this.closing as WireClosing | undefined, caughtUp: this.caughtUp };
    } finally {
      // Also where the store failed after it was open: nobody would ever close it.
      connecting.abort();
      environment.clock.clearTimeout(timer);
      signal.removeEventListener('abort', end);
      this.current = undefined;
      this.calls.detach();
      this.machine.disconnected();
      this.ownTyping.disconnected();
      this.typists.clear();
      this.watched.disconnected();
    }
  }

  private applied(applied: Applied): void {
    const { tabs, session } = this.context;
    this.machine.applied(applied);
    tabs.announce({ chats: applied.chats, messages: applied.messages });
    for (const chatId of applied.uncounted) background(this.context, this.details.refresh(chatId));
    for (const { message, chat } of applied.live) {
      this.typists.told(chat.chatId, message.from, false);
      tabs.tell({ type: 'message', message: chatMessage(message, chat, session.userId) });
    }
    this.pacemaker.turn();
  }

  /** What is in memory is ahead of the store: the next connection begins with what the store has. */
  private storeFailed(failure: unknown): void {
    this.current?.abort();
    // A full disk, or a database that another tab has closed; anything else is a defect.
    if (!(failure instanceof DOMException)) throw failure;
    if (failure.name === 'QuotaExceededError') background(this.context, this.cache.clear());
  }

  private show(connection: Connection): void {
    this.connection = connection;
    this.context.tabs.tell({ type: 'connection', connection });
  }

  private tellState(): void {
    const state = {
      connection: this.connection,
      presence: this.watched.all(),
      typists: this.typists.all(),
      uploads: this.sending.uploads(),
    };
    this.context.tabs.tell({ type: 'state', state, leader: this.context.tabs.id });
  }
}
