import type { Attachment, ChatType, Member, OutgoingFile, Role } from '../api.ts';
import type { Range } from '../ranges/ranges.ts';
import type { WireUpload } from '../wire/wire.ts';

/** Key: chatId, seq. */
export interface MessageRecord {
  readonly chatId: string;
  readonly seq: number;
  /** The clientMsgId. */
  readonly id: string;
  readonly kind: string;
  readonly refSeq?: number;
  readonly from: string;
  readonly at: number;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** The seq again, of what counts as unread if it is behind the reader: others' messages, no events. Indexed. */
  readonly countedSeq?: number;
}

/**
 * What the device knows of a chat. Everything that exists within `ranges` is in the store; outside of them nothing is known. `cursor` is
 * the end of the range that live messages go on with: what is above it came ahead of something that is missing.
 */
export interface ChatRecord {
  readonly chatId: string;
  readonly type: ChatType;
  title?: string;
  peerId?: string;
  role: Role;
  memberCount: number;
  firstSeq: number;
  /** The highest seq known to exist. */
  head: number;
  cursor: number;
  ranges: Range[];
  /** The first seq that a Sync passed over, with no message behind it since: whoever was no member then may find messages there. */
  passedFrom?: number;
  readSeq: number;
  unread: number;
  /** What the server counted, for the time until the device has all that is unread. */
  counted: { readonly unread: number; readonly readSeq: number; readonly through: number };
  /** The server's, as of the last look at members and watermarks. */
  version: number;
  lastMessage?: MessageRecord;
  /** ms, when this device learned of the chat: its place in the list before it has messages. */
  arrivedAt: number;
  left?: boolean;
  /** Watermarks that the server has confirmed. */
  toldDelivered: number;
  toldRead: number;
  /** What all others have; never goes back. */
  allDelivered: number;
  allRead: number;
}

/** Key: chatId. */
export interface WatermarksRecord {
  readonly chatId: string;
  /** Everybody is in it; if not, the server is asked before it is relied on. */
  complete: boolean;
  users: Record<string, { delivered: number; read: number }>;
}

export interface OutgoingFileRecord extends Omit<OutgoingFile, 'file'> {
  readonly contentType: string;
  readonly size: number;
  /** The server's grant; its URL may have expired. */
  readonly grant?: WireUpload;
  readonly done?: boolean;
}

/** Key: n, which is the order. */
export interface OutboxRecord {
  readonly n?: number;
  readonly id: string;
  readonly chatId: string;
  readonly at: number;
  readonly text: string;
  readonly files: readonly OutgoingFileRecord[];
  /** It may be on the server already, whatever became of the answer. */
  readonly attempted?: boolean;
  /** The code that it was refused with: it waits for the user. */
  readonly failure?: string;
}

/** Key: id of the message, index of the file. */
export interface UploadRecord {
  readonly id: string;
  readonly index: number;
  readonly file: Blob;
}

/** Key: mediaId. */
export interface MediaRecord {
  readonly mediaId: string;
  readonly blob: Blob;
  readonly size: number;
  readonly usedAt: number;
}

export interface MembersRecord {
  readonly chatId: string;
  readonly members: readonly Member[];
}

export interface DraftRecord {
  readonly chatId: string;
  readonly text: string;
}
