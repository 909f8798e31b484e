import type { Changes, ChatMessage, Connection, Presence, StopReason, UploadProgress, User } from '../api.ts';

/** What a tab wants of the one that holds the connection. */
export type Wish =
  /** A tab is new, or does not know how things are: tell it. */
  | { readonly type: 'hello' }
  /** Something is in the outbox, in the store. */
  | { readonly type: 'outbox' }
  | { readonly type: 'cancel'; readonly id: string; readonly chatId: string; readonly ask: string }
  | { readonly type: 'read'; readonly chatId: string; readonly seq: number }
  | { readonly type: 'typing'; readonly chatId: string; readonly typing: boolean }
  /** All that this tab's screens show. */
  | { readonly type: 'interest'; readonly tab: string; readonly open: readonly string[]; readonly watch: readonly string[] }
  /** A chat is new in the store. */
  | { readonly type: 'adopt'; readonly chatId: string }
  /** Own messages were found to be durable. */
  | { readonly type: 'settled'; readonly ids: readonly string[] }
  | { readonly type: 'reconnect' };

export interface Snapshot {
  readonly connection: Connection;
  readonly presence: readonly Presence[];
  readonly typists: readonly (readonly [string, readonly string[]])[];
  readonly uploads: readonly UploadNews[];
}

export interface UploadNews {
  readonly id: string;
  readonly chatId: string;
  /** By the file's place in the message. */
  readonly files: readonly UploadProgress[];
}

/** What a tab tells all others. */
export type News =
  | { readonly type: 'changes'; readonly lists: Changes }
  | { readonly type: 'message'; readonly message: ChatMessage }
  | { readonly type: 'users'; readonly users: readonly User[] }
  | { readonly type: 'presence'; readonly present: readonly Presence[]; readonly gone: readonly string[] }
  | { readonly type: 'typists'; readonly chatId: string; readonly users: readonly string[] }
  | ({ readonly type: 'upload' } & UploadNews)
  | { readonly type: 'connection'; readonly connection: Connection }
  /** From a new leader, and for who said hello. */
  | { readonly type: 'state'; readonly state: Snapshot; readonly leader: string }
  | { readonly type: 'cancelled'; readonly ask: string; readonly done: boolean }
  /** The device is about to be signed out by this tab, which will tell when it is done. */
  | { readonly type: 'signing-out' }
  | { readonly type: 'ended'; readonly reason: 'signed-out' | StopReason };

export type TabMessage = { readonly wish: Wish } | { readonly news: News };
