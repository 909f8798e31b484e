/** What a screen shows, as types, and the error that calls throw. */

/** A seq in a chat: 1, 2, 3 … */
export type Seq = number;

/** The protocol's code of a refusal (`bad-credentials`, `chat-not-found`, …); `offline` where the server was not reached. */
export class ChatError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Seconds, with `rate-limited` and `unavailable`, where the server said so. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'ChatError';
  }
}

export interface Session {
  readonly userId: string;
  readonly deviceId: string;
  readonly userName: string;
  readonly displayName: string;
}

export interface User {
  readonly userId: string;
  readonly userName: string;
  readonly displayName: string;
}

/**
 * - `connecting`: not connected, and trying. - `online`: connected and in sync, or syncing. - `offline`: the browser says that there
 * is no network, or the last attempts failed; it goes on trying.
 * - `stopped`: it has given up; see `StopReason`.
 */
export type ConnectionState = 'connecting' | 'online' | 'offline' | 'stopped';

/** Why it stopped: another profile took over this device, this device was signed out, or the page is too old for the server. */
export type StopReason = 'replaced' | 'device-revoked' | 'upgrade-required';

export interface Connection {
  readonly state: ConnectionState;
  readonly reason?: StopReason;
  /** When the next attempt is made, ms since 1970; absent while connected. */
  readonly nextAttemptAt?: number;
}

export type ChatType = 'direct' | 'group' | 'channel';
export type Role = 'owner' | 'admin' | 'member';

/** A chat as the list shows it. */
export interface ChatSummary {
  readonly chatId: string;
  readonly type: ChatType;
  /** Of a group or channel; a direct chat is called as `peer` is. */
  readonly title?: string;
  /** The other one of a direct chat; absent until known. */
  readonly peer?: User;
  readonly role: Role;
  readonly memberCount: number;
  readonly firstSeq: Seq;
  readonly lastSeq: Seq;
  readonly readSeq: Seq;
  readonly unread: number;
  /** The newest message, own ones that are not sent yet included. */
  readonly lastMessage?: ChatMessage;
  /** What is typed in and not sent. */
  readonly draft?: string;
  /** ms since 1970, of the newest message, or of the chat's arrival; the list is ordered by it. */
  readonly activeAt: number;
  /** The caller is no member any more: it can be read, not written. */
  readonly left?: boolean;
}

export interface Member {
  readonly userId: string;
  readonly role: Role;
}

/**
 * - `waiting`: in the outbox, or its attachments are going up. - `sent`: durable on the server (one tick).
 * - `delivered`, `read`: by everybody else in the chat (two ticks, coloured ticks); in groups above 64 members it stays `sent`.
 * - `failed`: the server refused it for good; see `failure`.
 * Others' messages are `received`.
 */
export type MessageState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed' | 'received';

export type AttachmentKind = 'image' | 'audio' | 'video' | 'file' | 'voice';

/** What a message says of a medium it carries. All of it is inside the ciphertext; the server knows id, size and type only. */
export interface Attachment {
  readonly kind: AttachmentKind;
  readonly mediaId: string;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels, of images and video. */
  readonly width?: number;
  readonly height?: number;
  /** Seconds, of audio and video. */
  readonly duration?: number;
  /** Voice: the loudness over its length, up to 64 numbers from 0 to 1. */
  readonly waveform?: readonly number[];
  /** Images: a tiny picture as a data URL (at most 2 KiB), shown until the picture itself is there. */
  readonly preview?: string;
}

/** A file that is to go with a message; what the sender's screen knows about it. */
export interface OutgoingFile {
  readonly kind: AttachmentKind;
  readonly file: Blob;
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: number;
  readonly waveform?: readonly number[];
  readonly preview?: string;
}

/**
 * Of an own attachment that is going up. - `waiting`: not begun, or no network. - `uploading`. - `paused`: the upload broke and goes on by
 * itself. - `failed`: refused for good, or cancelled. - `done`.
 */
export interface UploadProgress {
  readonly state: 'waiting' | 'uploading' | 'paused' | 'failed' | 'done';
  readonly sent: number;
  readonly total: number;
}

/** One line of a conversation. */
export interface ChatMessage {
  /** Stable from the first keystroke on: the clientMsgId. Unique together with `from`. */
  readonly id: string;
  readonly chatId: string;
  /** Absent while it waits. */
  readonly seq?: Seq;
  readonly from: string;
  readonly own: boolean;
  /** ms since 1970: the server's time, or this device's while it waits. */
  readonly at: number;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Own ones that are going up with it, in order, in place of `attachments` until all are there. */
  readonly uploads?: readonly (OutgoingFile & UploadProgress)[];
  readonly state: MessageState;
  /** The code that it was refused with. */
  readonly failure?: string;
}

export interface Presence {
  readonly userId: string;
  readonly online: boolean;
  /** ms since 1970. */
  readonly lastSeen?: number;
}

export interface Device {
  readonly deviceId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastSeen?: number;
  /** This one. */
  readonly current: boolean;
}

export interface Page {
  /** In the order of the conversation: those with a seq by seq, then those that wait. */
  readonly messages: readonly ChatMessage[];
  /** There is something before the first of them, in the store or on the server. */
  readonly more: boolean;
  /** There is something after the last of them: it is not the end of the conversation. */
  readonly newer: boolean;
}

/** What changed; the screen reads anew what it shows. Several changes of one turn come as one. */
export interface Changes {
  /** The list, or one of its lines, changed. */
  readonly chats: ReadonlySet<string>;
  /** Messages, ticks or uploads in these chats changed. */
  readonly messages: ReadonlySet<string>;
  /** Members, roles or titles of these chats changed. */
  readonly members: ReadonlySet<string>;
  readonly presence: ReadonlySet<string>;
  /** Chats in which who is typing changed. */
  readonly typing: ReadonlySet<string>;
}
