import {
  ChatError,
  type Changes,
  type ChatClient,
  type ChatEvents,
  type ChatMessage,
  type ChatSummary,
  type Connection,
  type Device,
  type Member,
  type Page,
  type Presence,
  type Role,
  type Session,
  type UploadProgress,
  type User,
} from '@chat/client';
import { Listeners } from './Listeners.ts';

/** One chat of the double: its line in the list without what follows from its messages. */
export interface FakeRoom {
  readonly chatId: string;
  readonly type: ChatSummary['type'];
  title?: string;
  readonly members: Member[];
  readonly messages: ChatMessage[];
  readSeq: number;
  draft?: string;
  left?: boolean;
  /** There are as many members, if not all of them are listed. */
  memberCount?: number;
}

export interface FakeWorld {
  readonly session: Session;
  readonly users: readonly User[];
  readonly rooms: readonly FakeRoom[];
  readonly presence: readonly Presence[];
  readonly devices: readonly Device[];
  readonly now: () => number;
}

const nothing: ReadonlySet<string> = new Set();

/** A ChatClient in memory: what a screen does to it shows at once, and a test can act as the others do. Not part of what is built. */
export class FakeChat implements ChatClient {
  readonly session: Session;
  connection: Connection = { state: 'online' };
  readonly rooms: Map<string, FakeRoom>;
  /** What was called, for tests: `leave c_1`. */
  readonly calls: string[] = [];
  /** What was asked of `messages`. */
  readonly reads: { limit: number; before?: number; after?: number; around?: number; wait?: boolean }[] = [];
  /** The messages up to that seq are on the server only: reading them needs `wait`. */
  remoteUntil: number | undefined;
  /** Files that are sent go up as far as `upload` says, instead of at once. */
  uploading = false;
  /** The next call that needs the network is refused with it. */
  refusal: ChatError | undefined;

  readonly #users: Map<string, User>;
  readonly #presence: Map<string, Presence>;
  readonly #typing = new Map<string, Set<string>>();
  readonly #blocked = new Set<string>();
  readonly #listeners = new Listeners<ChatEvents>();
  readonly #now: () => number;
  readonly #files = new Map<string, Blob>();
  #devices: Device[];
  #nextId = 1000;

  constructor(world: FakeWorld) {
    this.session = world.session;
    this.rooms = new Map(world.rooms.map((room) => [room.chatId, room]));
    this.#users = new Map(world.users.map((user) => [user.userId, user]));
    this.#presence = new Map(world.presence.map((presence) => [presence.userId, presence]));
    this.#devices = [...world.devices];
    this.#now = world.now;
  }

  on<E extends keyof ChatEvents>(event: E, handler: (payload: ChatEvents[E]) => void): () => void {
    return this.#listeners.add(event, handler);
  }

  // What the others and the network do.

  change(part: Partial<Changes>): void {
    this.#listeners.tell('changes', {
      chats: nothing,
      messages: nothing,
      members: nothing,
      presence: nothing,
      typing: nothing,
      ...part,
    });
  }

  setConnection(connection: Connection): void {
    this.connection = connection;
    this.#listeners.tell('connection', connection);
  }

  receive(chatId: string, from: string, text: string, more: Partial<ChatMessage> = {}): ChatMessage {
    const message = this.#append(chatId, { from, own: false, text, state: 'received', ...more });
    this.setTyping(chatId, from, false);
    this.#listeners.tell('message', message);
    return message;
  }

  setTyping(chatId: string, userId: string, typing: boolean): void {
    const typists = this.#typing.get(chatId) ?? new Set();
    if (typing) typists.add(userId);
    else typists.delete(userId);
    this.#typing.set(chatId, typists);
    this.change({ typing: new Set([chatId]) });
  }

  setPresence(presence: Presence): void {
    this.#presence.set(presence.userId, presence);
    this.change({ presence: new Set([presence.userId]) });
  }

  /** Own messages up to that seq come to that state. */
  setState(chatId: string, seq: number, state: 'delivered' | 'read'): void {
    this.#replace(chatId, (message) => (message.own && (message.seq ?? Infinity) <= seq ? { ...message, state } : message));
  }

  /** What `media` answers for it. */
  addFile(mediaId: string, file: Blob): void {
    this.#files.set(mediaId, file);
  }

  /** The uploads of an own message come to that point. */
  upload(chatId: string, id: string, progress: Partial<UploadProgress>): void {
    this.#replace(chatId, (message) =>
      message.id === id && message.uploads !== undefined
        ? { ...message, uploads: message.uploads.map((upload) => ({ ...upload, ...progress })) }
        : message,
    );
  }

  endSession(reason: ChatEvents['signedOut']['reason']): void {
    this.#listeners.tell('signedOut', { reason });
  }

  // Chats

  chats(): Promise<readonly ChatSummary[]> {
    const lines = [...this.rooms.values()].map((room) => this.#summary(room));
    return Promise.resolve(lines.sort((a, b) => b.activeAt - a.activeAt));
  }

  chat(chatId: string): Promise<ChatSummary | undefined> {
    const room = this.rooms.get(chatId);
    return Promise.resolve(room === undefined ? undefined : this.#summary(room));
  }

  async createDirect(userId: string): Promise<ChatSummary> {
    this.#network(`createDirect ${userId}`);
    const known = [...this.rooms.values()].find(
      (room) => room.type === 'direct' && room.members.some((m) => m.userId === userId),
    );
    return this.#summary(known ?? this.#create('direct', undefined, [userId]));
  }

  async createGroup(title: string, userIds: readonly string[], type: 'group' | 'channel' = 'group'): Promise<ChatSummary> {
    this.#network(`createGroup ${title}`);
    return this.#summary(this.#create(type, title, userIds));
  }

  async rename(chatId: string, title: string): Promise<void> {
    this.#network(`rename ${chatId}`);
    this.#room(chatId).title = title;
    this.#membersChanged(chatId);
  }

  async members(chatId: string): Promise<readonly Member[]> {
    const order: readonly Role[] = ['owner', 'admin', 'member'];
    const name = (member: Member): string => this.#users.get(member.userId)?.displayName ?? '';
    return this.#room(chatId).members.toSorted(
      (a, b) => order.indexOf(a.role) - order.indexOf(b.role) || name(a).localeCompare(name(b)),
    );
  }

  async addMembers(chatId: string, userIds: readonly string[]): Promise<void> {
    this.#network(`addMembers ${chatId} ${userIds.join()}`);
    const { members } = this.#room(chatId);
    for (const userId of userIds) if (!members.some((m) => m.userId === userId)) members.push({ userId, role: 'member' });
    this.#membersChanged(chatId);
  }

  async removeMember(chatId: string, userId: string): Promise<void> {
    this.#network(`removeMember ${chatId} ${userId}`);
    const { members } = this.#room(chatId);
    members.splice(
      members.findIndex((m) => m.userId === userId),
      1,
    );
    this.#membersChanged(chatId);
  }

  async changeRole(chatId: string, userId: string, role: Role): Promise<void> {
    this.#network(`changeRole ${chatId} ${userId} ${role}`);
    const { members } = this.#room(chatId);
    for (const [at, member] of members.entries()) {
      if (member.userId === userId) members[at] = { userId, role };
      else if (role === 'owner' && member.role === 'owner') members[at] = { ...member, role: 'admin' };
    }
    this.#membersChanged(chatId);
  }

  async leave(chatId: string): Promise<void> {
    this.#network(`leave ${chatId}`);
    this.#room(chatId).left = true;
    this.#membersChanged(chatId);
  }

  // Messages

  async messages(
    chatId: string,
    options: { limit: number; before?: number; after?: number; around?: number; wait?: boolean },
  ): Promise<Page> {
    const all = this.#room(chatId).messages;
    let to = all.length;
    if (options.before !== undefined) to = Math.min(to, options.before - 1);
    if (options.around !== undefined) to = Math.min(to, options.around - 1 + Math.ceil(options.limit / 2));
    if (options.after !== undefined) to = Math.min(to, options.after + options.limit);
    const from = Math.max(options.after ?? 0, to - options.limit);
    this.reads.push(options);
    if (options.wait !== true && this.remoteUntil !== undefined && from < this.remoteUntil) {
      return { messages: all.slice(Math.max(from, Math.min(to, this.remoteUntil)), to), more: true, newer: to < all.length };
    }
    // A store gives new objects with each reading.
    return { messages: all.slice(from, to).map((message) => ({ ...message })), more: from > 0, newer: to < all.length };
  }

  async send(chatId: string, content: Parameters<ChatClient['send']>[1]): Promise<ChatMessage> {
    const online = this.connection.state === 'online';
    if (this.uploading && content.files !== undefined) {
      const uploads = content.files.map((file) => ({ ...file, state: 'uploading' as const, sent: 0, total: file.file.size }));
      return this.#append(chatId, { from: this.session.userId, own: true, text: content.text, uploads, state: 'waiting' });
    }
    const attachments = (content.files ?? []).map(({ file, ...rest }) => {
      const mediaId = `f_${this.#nextId++}`;
      this.#files.set(mediaId, file);
      return { ...rest, mediaId, contentType: file.type, size: file.size };
    });
    return this.#append(chatId, {
      from: this.session.userId,
      own: true,
      text: content.text,
      attachments,
      state: online ? 'sent' : 'waiting',
    });
  }

  async retry(chatId: string, id: string): Promise<void> {
    this.#replace(chatId, (message) => (message.id === id ? { ...message, state: 'sent' } : message));
  }

  async cancel(chatId: string, id: string): Promise<boolean> {
    const { messages } = this.#room(chatId);
    const at = messages.findIndex((message) => message.id === id && (message.state === 'waiting' || message.state === 'failed'));
    if (at < 0) return false;
    messages.splice(at, 1);
    this.change({ messages: new Set([chatId]), chats: new Set([chatId]) });
    return true;
  }

  markRead(chatId: string, seq: number): void {
    const room = this.#room(chatId);
    if (seq <= room.readSeq) return;
    room.readSeq = seq;
    this.change({ chats: new Set([chatId]) });
  }

  setDraft(chatId: string, text: string): void {
    this.#room(chatId).draft = text;
    this.change({ chats: new Set([chatId]) });
  }

  // Who is there

  open(chatId: string): () => void {
    this.calls.push(`open ${chatId}`);
    return () => this.calls.push(`close ${chatId}`);
  }

  typing(chatId: string, typing: boolean): void {
    this.calls.push(`typing ${chatId} ${typing}`);
  }

  typists(chatId: string): readonly string[] {
    return [...(this.#typing.get(chatId) ?? [])];
  }

  watch(userIds: readonly string[]): () => void {
    this.calls.push(`watch ${userIds.join()}`);
    return () => this.calls.push(`unwatch ${userIds.join()}`);
  }

  presence(userId: string): Presence | undefined {
    return this.#presence.get(userId);
  }

  // Users

  async user(userId: string): Promise<User> {
    const user = this.#users.get(userId);
    if (user === undefined) throw new ChatError('user-not-found', 'no such user');
    return user;
  }

  knownUser(userId: string): User | undefined {
    return this.#users.get(userId);
  }

  async findUser(userName: string): Promise<User | undefined> {
    this.#network(`findUser ${userName}`);
    return [...this.#users.values()].find((user) => user.userName === userName.toLowerCase());
  }

  async blocks(): Promise<readonly string[]> {
    this.#network('blocks');
    return [...this.#blocked];
  }

  async block(userId: string, blocked: boolean): Promise<void> {
    this.#network(`block ${userId} ${blocked}`);
    if (blocked) this.#blocked.add(userId);
    else this.#blocked.delete(userId);
    this.change({ presence: new Set([userId]) });
  }

  async setPrivacy(lastSeen: 'everyone' | 'contacts' | 'nobody'): Promise<void> {
    this.#network(`setPrivacy ${lastSeen}`);
  }

  async media(attachment: Parameters<ChatClient['media']>[0]): Promise<Blob> {
    const file = this.#files.get(attachment.mediaId);
    if (file !== undefined) return file;
    if (attachment.preview === undefined) throw new ChatError('media-not-found', 'the double has no such file');
    return (await fetch(attachment.preview)).blob();
  }

  // Devices

  async devices(): Promise<readonly Device[]> {
    this.#network('devices');
    return this.#devices;
  }

  async signOutDevice(deviceId: string): Promise<void> {
    this.#network(`signOutDevice ${deviceId}`);
    this.#devices = this.#devices.filter((device) => device.deviceId !== deviceId);
  }

  async signOut(): Promise<void> {
    this.calls.push('signOut');
    this.endSession('signed-out');
  }

  reconnect(): void {
    this.calls.push('reconnect');
    this.setConnection({ state: 'online' });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #network(call: string): void {
    this.calls.push(call);
    const refusal = this.refusal;
    this.refusal = undefined;
    if (refusal !== undefined) throw refusal;
    if (this.connection.state === 'offline') throw new ChatError('offline', 'the server was not reached');
  }

  #room(chatId: string): FakeRoom {
    const room = this.rooms.get(chatId);
    if (room === undefined) throw new ChatError('chat-not-found', 'no such chat');
    return room;
  }

  #create(type: ChatSummary['type'], title: string | undefined, userIds: readonly string[]): FakeRoom {
    const room: FakeRoom = {
      chatId: `c_${this.#nextId++}`,
      type,
      ...(title === undefined ? {} : { title }),
      members: [
        { userId: this.session.userId, role: 'owner' },
        ...userIds.map((userId) => ({ userId, role: 'member' as const })),
      ],
      messages: [],
      readSeq: 0,
    };
    this.rooms.set(room.chatId, room);
    this.change({ chats: new Set([room.chatId]), members: new Set([room.chatId]) });
    return room;
  }

  #append(chatId: string, part: Partial<ChatMessage>): ChatMessage {
    const { messages } = this.#room(chatId);
    const message: ChatMessage = {
      id: `m_${this.#nextId++}`,
      chatId,
      from: '',
      own: false,
      at: this.#now(),
      text: '',
      attachments: [],
      state: 'received',
      ...(part.state === 'waiting' ? {} : { seq: messages.length + 1 }),
      ...part,
    };
    messages.push(message);
    this.change({ messages: new Set([chatId]), chats: new Set([chatId]) });
    return message;
  }

  #replace(chatId: string, change: (message: ChatMessage) => ChatMessage): void {
    const { messages } = this.#room(chatId);
    for (const [at, message] of messages.entries()) messages[at] = change(message);
    this.change({ messages: new Set([chatId]), chats: new Set([chatId]) });
  }

  #membersChanged(chatId: string): void {
    this.change({ members: new Set([chatId]), chats: new Set([chatId]) });
  }

  #summary(room: FakeRoom): ChatSummary {
    const me = this.session.userId;
    const lastMessage = room.messages.at(-1);
    const peer = room.type === 'direct' ? this.#users.get(room.members.find((m) => m.userId !== me)?.userId ?? '') : undefined;
    const lastSeq = room.messages.findLast((message) => message.seq !== undefined)?.seq ?? 0;
    return {
      chatId: room.chatId,
      type: room.type,
      ...(room.title === undefined ? {} : { title: room.title }),
      ...(peer === undefined ? {} : { peer }),
      role: room.members.find((m) => m.userId === me)?.role ?? 'member',
      memberCount: room.memberCount ?? room.members.length,
      firstSeq: 1,
      lastSeq,
      readSeq: room.readSeq,
      unread: room.messages.slice(room.readSeq).filter((message) => !message.own && message.seq !== undefined).length,
      ...(lastMessage === undefined ? {} : { lastMessage }),
      ...(room.draft === undefined ? {} : { draft: room.draft }),
      activeAt: lastMessage?.at ?? this.#now(),
      ...(room.left === true ? { left: true } : {}),
    };
  }
}
