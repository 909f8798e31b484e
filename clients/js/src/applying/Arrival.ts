import type { MessageRecord } from '../store/records.ts';
import type { WireHead, WireMessage, WireReceipt } from '../wire/wire.ts';

/** One thing that the store is to take in, in the order of arrival. */
export type Arrival =
  | { readonly type: 'message'; readonly message: WireMessage; readonly live: boolean }
  /** An own one: its ACK is its message. */
  | { readonly type: 'sent'; readonly message: MessageRecord }
  /** What is missing between these does not exist. */
  | { readonly type: 'passed'; readonly chatId: string; readonly from: number; readonly through: number }
  /** The user is a member again. */
  | { readonly type: 'returned'; readonly chatId: string }
  | { readonly type: 'head'; readonly head: WireHead }
  | { readonly type: 'receipt'; readonly receipt: WireReceipt }
  /** The server confirmed watermarks of this user. */
  | { readonly type: 'told'; readonly chatId: string; readonly delivered: number; readonly read: number };

/** Decoded: what goes into one transaction. */
export type Entry =
  Exclude<Arrival, { type: 'message' }> | { readonly type: 'received'; readonly message: MessageRecord; readonly live: boolean };
