import { deleteDB } from 'idb';
import type { ChatEvents, StopReason } from '../api.ts';
import { ChatCommands } from '../chats/ChatCommands.ts';
import { ChatDetails } from '../chats/ChatDetails.ts';
import { ChatSummaries } from '../chats/ChatSummaries.ts';
import { plainContent } from '../content/plainContent.ts';
import type { Environment } from '../environment/Environment.ts';
import { Emitter } from '../events/Emitter.ts';
import { Leader } from '../leading/Leader.ts';
import { Media } from '../media/Media.ts';
import { MediaCache } from '../media/MediaCache.ts';
import { Conversations } from '../reading/Conversations.ts';
import { History } from '../reading/History.ts';
import { WaitingMessages } from '../reading/WaitingMessages.ts';
import { ReceiptsOfChats } from '../receipts/ReceiptsOfChats.ts';
import { RestClient } from '../rest/RestClient.ts';
import type { SessionStore, StoredSession } from '../session/SessionStore.ts';
import { Tokens } from '../session/Tokens.ts';
import { databaseName, openDatabase } from '../store/openDatabase.ts';
import { tabLock } from '../tabs/Interests.ts';
import type { News } from '../tabs/TabMessage.ts';
import { Tabs } from '../tabs/Tabs.ts';
import { TabState } from '../tabs/TabState.ts';
import { Users } from '../users/Users.ts';
import { background } from './background.ts';
import { Composer } from './Composer.ts';
import { Screen } from './Screen.ts';
import type { TabContext } from './TabContext.ts';

/** One tab of a signed-in device: its parts, its share in the leadership, and its end. */
export class Tab {
  readonly events = new Emitter<ChatEvents>();
  readonly state = new TabState();
  readonly users: Users;
  readonly summaries: ChatSummaries;
  readonly conversations: Conversations;
  readonly commands: ChatCommands;
  readonly composer: Composer;
  readonly media: Media;
  readonly screen: Screen;
  private readonly cache: MediaCache;
  private readonly receipts: ReceiptsOfChats;
  private leader: Leader | undefined;
  private leading: Promise<void> = Promise.resolve();
  private leaderId: string | undefined;
  private closed: Promise<void> | undefined;
  private signingOut = false;

  private constructor(
    readonly context: TabContext,
    private readonly sessions: SessionStore,
    private readonly ending: AbortController,
  ) {
    const { db, environment, tabs } = context;
    this.users = new Users(context);
    this.cache = new MediaCache(db, environment.clock);
    this.media = new Media(context, this.cache);
    this.receipts = new ReceiptsOfChats(context);
    this.screen = new Screen(tabs);
    const waiting = new WaitingMessages(context, this.state);
    this.composer = new Composer(context, waiting, this.cache);
    this.summaries = new ChatSummaries(context, this.users, waiting);
    const history = new History(context, ({ chats, messages, settled }) => {
      tabs.announce({ chats, messages });
      if (settled.size > 0) tabs.wish({ type: 'settled', ids: [...settled] });
    });
    this.conversations = new Conversations(context, waiting, history, this.receipts);
    const details = new ChatDetails(context, this.users, ({ chatId }) => tabs.wish({ type: 'adopt', chatId }));
    this.commands = new ChatCommands(context, this.users, details, (chatId) => this.summaries.one(chatId));
  }

  static async open(environment: Environment, edge: string, sessions: SessionStore, stored: StoredSession): Promise<Tab> {
    const { userId, deviceId, userName, displayName } = stored;
    const tokens = new Tokens(environment, edge, sessions, stored);
    const rest = new RestClient(environment, edge, tokens, () => tab.background(() => tab.signedOut('device-revoked')));
    const ending = new AbortController();
    const context: TabContext = {
      ended: ending.signal,
      environment,
      edge,
      session: { userId, deviceId, userName, displayName },
      tokens,
      rest,
      db: await openDatabase(databaseName(stored)),
      content: plainContent,
      tabs: new Tabs(environment, databaseName(stored), (news) => tab.heard(news)),
    };
    const tab: Tab = new Tab(context, sessions, ending);
    await tab.users.load();
    await tab.begin();
    return tab;
  }

  /** Work that nobody waits for. */
  background(work: () => Promise<void>): void {
    background(this.context, work());
  }

  /** Ends the session on this side, in all tabs, and deletes the store. */
  async signedOut(reason: ChatEvents['signedOut']['reason']): Promise<void> {
    if (this.ending.signal.aborted) return;
    await this.sessions.remove(this.context.session.deviceId);
    this.context.tabs.tell({ type: 'ended', reason });
    await this.close();
    await deleteDB(databaseName(this.context.session));
  }

  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    this.ending.abort();
    this.leader?.end();
    await this.leading;
    this.context.tabs.close();
    this.context.db.close();
    this.sessions.close();
  }

  private async begin(): Promise<void> {
    const { environment, session, tabs } = this.context;
    const { signal } = this.ending;
    await this.holdOwnLock();
    this.leading = environment.locks
      .request(`chat-leader-${session.deviceId}`, { signal }, async () => {
        if (signal.aborted) return;
        this.leader = new Leader(this.context, this.users, this.receipts, this.cache);
        await this.leader.lead((reason) => this.stopped(reason));
      })
      .catch((failure: unknown) => {
        if (!signal.aborted) throw failure;
      });
    tabs.wish({ type: 'hello' });
  }

  /** Held as long as the tab lives: it tells the leader whether to go on caring for it. */
  private holdOwnLock(): Promise<void> {
    const { signal } = this.ending;
    return new Promise((held) => {
      this.background(() =>
        this.context.environment.locks.request(tabLock(this.context.tabs.id), {}, () => {
          held();
          return new Promise<void>((release) => signal.addEventListener('abort', () => release()));
        }),
      );
    });
  }

  private stopped(reason: StopReason): void {
    if (reason === 'device-revoked' && !this.signingOut) this.background(() => this.signedOut(reason));
  }

  private heard(news: News): void {
    const changes = this.state.take(news);
    if (news.type !== 'changes') this.context.tabs.note(changes);
    switch (news.type) {
      case 'changes':
        this.events.emit('changes', news.lists);
        break;
      case 'connection':
        this.events.emit('connection', news.connection);
        break;
      case 'message':
        this.events.emit('message', news.message);
        break;
      case 'users':
        this.users.learn(news.users);
        break;
      case 'cancelled':
        this.composer.cancelled(news.ask, news.done);
        break;
      case 'state':
        this.events.emit('connection', news.state.connection);
        if (news.leader !== this.leaderId) this.screen.tell();
        this.leaderId = news.leader;
        break;
      case 'signing-out':
        this.signingOut = true;
        break;
      case 'ended':
        this.events.emit('signedOut', { reason: news.reason });
        this.background(() => this.close());
        break;
      case 'presence':
      case 'typists':
      case 'upload':
        break;
    }
  }
}
