/**
 * What the package offers, as types: `openChat` and `signIn` give a `ChatClient`, and everything that a screen shows is read from
 * it. The client keeps a local store (IndexedDB) in step with the server; reads are answered from the store and never wait for
 * the network, except where it says so.
 *
 * Several tabs of one browser profile are one device: one of them holds the connection (Web Locks), all of them have this same
 * interface and the same data, and see each other's changes (BroadcastChannel).
 */

import type {
  Attachment,
  Changes,
  ChatMessage,
  ChatSummary,
  Connection,
  Device,
  Member,
  OutgoingFile,
  Page,
  Presence,
  Role,
  Seq,
  Session,
  StopReason,
  User,
} from './model.ts';

export * from './model.ts';

export interface ChatEvents {
  changes: Changes;
  connection: Connection;
  /** The session has ended: signed out here, in another tab, or from another device. The store is gone. */
  signedOut: { readonly reason: 'signed-out' | StopReason };
  /** A message of somebody else arrived live (not by a replay), for notifications and announcements. */
  message: ChatMessage;
}

export interface ChatClient {
  readonly session: Session;
  readonly connection: Connection;

  on<E extends keyof ChatEvents>(event: E, handler: (payload: ChatEvents[E]) => void): () => void;

  // Chats

  /** Newest activity first. From the store. */
  chats(): Promise<readonly ChatSummary[]>;
  chat(chatId: string): Promise<ChatSummary | undefined>;
  /** Opens or creates the direct chat with that user. Needs the network. */
  createDirect(userId: string): Promise<ChatSummary>;
  createGroup(title: string, userIds: readonly string[], type?: 'group' | 'channel'): Promise<ChatSummary>;
  rename(chatId: string, title: string): Promise<void>;
  /** All members, owner first, then admins, then by name; from the server, kept for when it is away. */
  members(chatId: string): Promise<readonly Member[]>;
  addMembers(chatId: string, userIds: readonly string[]): Promise<void>;
  removeMember(chatId: string, userId: string): Promise<void>;
  changeRole(chatId: string, userId: string, role: Role): Promise<void>;
  leave(chatId: string): Promise<void>;

  // Messages

  /** The newest `limit` messages, or those before a seq, or after one, or around one (half before, half from it on). From the store; what
   * the store lacks is fetched and announced by `changes`, unless `wait` is true: then the answer waits for it, and it throws a
   * `ChatError` where the server is not reached and the store has nothing at all of it. */
  messages(chatId: string, options: { limit: number; before?: Seq; after?: Seq; around?: Seq; wait?: boolean }): Promise<Page>;
  /** Puts it into the outbox, and answers as soon as it is safe there: from then on it is sent, also after the tab was closed. */
  send(chatId: string, content: { text: string; files?: readonly OutgoingFile[] }): Promise<ChatMessage>;
  /** Of a message that failed, or an upload that was cancelled: tries again. */
  retry(chatId: string, id: string): Promise<void>;
  /** Takes a message that is not sent yet out of the outbox, its uploads with it. False: it was too late. */
  cancel(chatId: string, id: string): Promise<boolean>;
  /** The user has seen everything up to that seq. Moves the unread count at once and tells the server when it can. */
  markRead(chatId: string, seq: Seq): void;
  setDraft(chatId: string, text: string): void;

  // Who is there

  /** The screen shows this chat: its messages are kept fresh, also those of large channels. Returns what closes it. */
  open(chatId: string): () => void;
  /** The user types (call it at each keystroke), or has stopped. */
  typing(chatId: string, typing: boolean): void;
  /** Who is typing there now, without the caller. */
  typists(chatId: string): readonly string[];
  /** The screen shows these users: their presence is watched. Returns what ends it. At most 500 at once; the rest is not watched. */
  watch(userIds: readonly string[]): () => void;
  /** Absent: not known. */
  presence(userId: string): Presence | undefined;

  // Users

  /** From the store if it is there; else asked for, once for all who ask. */
  user(userId: string): Promise<User>;
  /** What is known without asking. */
  knownUser(userId: string): User | undefined;
  findUser(userName: string): Promise<User | undefined>;
  blocks(): Promise<readonly string[]>;
  block(userId: string, blocked: boolean): Promise<void>;
  setPrivacy(lastSeen: 'everyone' | 'contacts' | 'nobody'): Promise<void>;

  // Media

  /** The bytes, from the local cache or from the blob store. `progress` counts bytes. */
  media(attachment: Attachment, options?: { signal?: AbortSignal; progress?: (received: number) => void }): Promise<Blob>;

  // This device and the others

  devices(): Promise<readonly Device[]>;
  signOutDevice(deviceId: string): Promise<void>;
  /** Signs this device out and deletes the local store. What waits in the outbox is lost. */
  signOut(): Promise<void>;
  /** Tries to connect now instead of at `nextAttemptAt`. */
  reconnect(): void;
  /** Ends this tab's part; the session stays. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** The edge's origin; the page's own if absent. */
  readonly edge?: string;
}

/** The session of this browser profile, if somebody is signed in. */
export type OpenChat = (options?: OpenOptions) => Promise<ChatClient | undefined>;

export interface Credentials {
  readonly userName: string;
  readonly password: string;
}

/** @throws ChatError `bad-credentials`, `rate-limited`, `offline` … */
export type SignIn = (credentials: Credentials & { readonly deviceName: string }, options?: OpenOptions) => Promise<ChatClient>;

/** Creates the account and signs in. @throws ChatError `user-name-taken`, `weak-password`, `bad-user-name`, … */
export type SignUp = (
  account: Credentials & { readonly displayName: string; readonly deviceName: string },
  options?: OpenOptions,
) => Promise<ChatClient>;
