import {
  ChatError,
  type Attachment,
  type ChatClient,
  type ChatEvents,
  type ChatMessage,
  type ChatSummary,
  type Connection,
  type Device,
  type Member,
  type OutgoingFile,
  type Page,
  type Presence,
  type Role,
  type Session,
  type User,
} from '../api.ts';
import type { MediaOptions } from '../media/Media.ts';
import type { PageOptions } from '../reading/planPage.ts';
import { advanceRead } from '../receipts/advanceRead.ts';
import { blockedUsers, setBlocked } from '../users/blocks.ts';
import type { Tab } from './Tab.ts';

/** The API over one tab: each call goes to the part that does it. */
export class Client implements ChatClient {
  constructor(private readonly tab: Tab) {}

  get session(): Session {
    return this.tab.context.session;
  }

  get connection(): Connection {
    return this.tab.state.connection;
  }

  on<E extends keyof ChatEvents>(event: E, handler: (payload: ChatEvents[E]) => void): () => void {
    return this.tab.events.on(event, handler);
  }

  chats(): Promise<readonly ChatSummary[]> {
    return this.tab.summaries.all();
  }

  chat(chatId: string): Promise<ChatSummary | undefined> {
    return this.tab.summaries.one(chatId);
  }

  createDirect(userId: string): Promise<ChatSummary> {
    return this.tab.commands.createDirect(userId);
  }

  createGroup(title: string, userIds: readonly string[], type: 'group' | 'channel' = 'group'): Promise<ChatSummary> {
    return this.tab.commands.createGroup(title, userIds, type);
  }

  rename(chatId: string, title: string): Promise<void> {
    return this.tab.commands.rename(chatId, title);
  }

  members(chatId: string): Promise<readonly Member[]> {
    return this.tab.commands.members(chatId);
  }

  addMembers(chatId: string, userIds: readonly string[]): Promise<void> {
    return this.tab.commands.addMembers(chatId, userIds);
  }

  removeMember(chatId: string, userId: string): Promise<void> {
    return this.tab.commands.removeMember(chatId, userId);
  }

  changeRole(chatId: string, userId: string, role: Role): Promise<void> {
    return this.tab.commands.changeRole(chatId, userId, role);
  }

  leave(chatId: string): Promise<void> {
    return this.tab.commands.leave(chatId);
  }

  messages(chatId: string, options: PageOptions & { readonly wait?: boolean }): Promise<Page> {
    return this.tab.conversations.page(chatId, options);
  }

  send(chatId: string, content: { text: string; files?: readonly OutgoingFile[] }): Promise<ChatMessage> {
    return this.tab.composer.send(chatId, content.text, content.files ?? []);
  }

  retry(chatId: string, id: string): Promise<void> {
    return this.tab.composer.retry(chatId, id);
  }

  cancel(chatId: string, id: string): Promise<boolean> {
    return this.tab.composer.cancel(chatId, id);
  }

  markRead(chatId: string, seq: number): void {
    const { context } = this.tab;
    this.tab.background(async () => {
      const through = await advanceRead(context.db, chatId, seq);
      if (through === undefined) return;
      context.tabs.announce({ chats: [chatId] });
      context.tabs.wish({ type: 'read', chatId, seq: through });
    });
  }

  setDraft(chatId: string, text: string): void {
    const { db, tabs } = this.tab.context;
    this.tab.background(async () => {
      await (text === '' ? db.delete('drafts', chatId) : db.put('drafts', { chatId, text }));
      tabs.announce({ chats: [chatId] });
    });
  }

  open(chatId: string): () => void {
    return this.tab.screen.open(chatId);
  }

  typing(chatId: string, typing: boolean): void {
    this.tab.context.tabs.wish({ type: 'typing', chatId, typing });
  }

  typists(chatId: string): readonly string[] {
    return this.tab.state.typistsOf(chatId);
  }

  watch(userIds: readonly string[]): () => void {
    return this.tab.screen.watch(userIds);
  }

  presence(userId: string): Presence | undefined {
    return this.tab.state.presenceOf(userId);
  }

  user(userId: string): Promise<User> {
    return this.tab.users.ask(userId);
  }

  knownUser(userId: string): User | undefined {
    return this.tab.users.get(userId);
  }

  findUser(userName: string): Promise<User | undefined> {
    return this.tab.users.find(userName);
  }

  blocks(): Promise<readonly string[]> {
    return blockedUsers(this.tab.context);
  }

  block(userId: string, blocked: boolean): Promise<void> {
    return setBlocked(this.tab.context, userId, blocked);
  }

  setPrivacy(lastSeen: 'everyone' | 'contacts' | 'nobody'): Promise<void> {
    return this.tab.context.rest.send('/api/users/me/privacy', { method: 'PUT', body: { lastSeen } });
  }

  media(attachment: Attachment, options?: MediaOptions): Promise<Blob> {
    return this.tab.media.get(attachment, options);
  }

  async devices(): Promise<readonly Device[]> {
    const { rest, session } = this.tab.context;
    const devices = await rest.get<{ deviceId: string; name: string; createdAt: string; lastSeen?: string }[]>('/api/devices');
    return devices.map(({ deviceId, name, createdAt, lastSeen }) => ({
      deviceId,
      name,
      createdAt: Date.parse(createdAt),
      ...(lastSeen && { lastSeen: Date.parse(lastSeen) }),
      current: deviceId === session.deviceId,
    }));
  }

  async signOutDevice(deviceId: string): Promise<void> {
    const { rest, session } = this.tab.context;
    if (deviceId === session.deviceId) return this.signOut();
    await rest.send(`/api/devices/${encodeURIComponent(deviceId)}`, { method: 'DELETE' });
  }

  async signOut(): Promise<void> {
    const { rest, session, tabs } = this.tab.context;
    tabs.tell({ type: 'signing-out' });
    try {
      await rest.send(`/api/devices/${encodeURIComponent(session.deviceId)}`, { method: 'DELETE' });
    } catch (failure) {
      // Without the network only this side of it ends; the device stays in the list of devices until it is removed there.
      if (!(failure instanceof ChatError)) throw failure;
    }
    await this.tab.signedOut('signed-out');
  }

  reconnect(): void {
    this.tab.context.tabs.wish({ type: 'reconnect' });
  }

  close(): Promise<void> {
    return this.tab.close();
  }
}
