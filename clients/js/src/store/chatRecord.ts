import { addRange, rangeAt, removeRange, type Range } from '../ranges/ranges.ts';
import type { WireChat } from '../wire/wire.ts';
import type { ChatRecord, MessageRecord } from './records.ts';

/** The range that live messages go on with, possibly empty: then it begins behind its end. */
export function liveRange(chat: Pick<ChatRecord, 'ranges' | 'cursor'>): Range {
  return rangeAt(chat.ranges, chat.cursor) ?? [chat.cursor + 1, chat.cursor];
}

/** From now on everything that exists between these seqs is in the store. */
export function cover(chat: ChatRecord, from: number, to: number): void {
  chat.ranges = addRange(chat.ranges, from, to);
  chat.cursor = rangeAt(chat.ranges, chat.cursor + 1)?.[1] ?? chat.cursor;
  chat.head = Math.max(chat.head, chat.cursor);
}

/** The user is a member again: what was passed over while out is to be asked for. */
export function comeBack(chat: ChatRecord): void {
  if (chat.passedFrom === undefined) return;
  chat.ranges = removeRange(chat.ranges, chat.passedFrom, chat.cursor);
  chat.cursor = chat.passedFrom - 1;
  delete chat.passedFrom;
}

/** The chat's line in the list shows its newest message. */
export function noteNewest(chat: ChatRecord, message: MessageRecord): void {
  if (message.kind === 'message' && message.seq > (chat.lastMessage?.seq ?? 0)) chat.lastMessage = message;
}

/**
 * What the server says of a chat, laid over what is known of it.
 * @param newest A chat that is new here begins with so many messages.
 */
export function mergeChat(
  known: ChatRecord | undefined,
  chat: WireChat,
  lastMessage: MessageRecord | undefined,
  newest: number,
  arrivedAt: number,
): ChatRecord {
  const { chatId, type, title, role, memberCount, firstSeq, lastSeq, readSeq, deliveredSeq, unread } = chat;
  const peerId = known?.peerId;
  const merged: ChatRecord = {
    chatId,
    type,
    ...(title !== undefined && title !== null && { title }),
    ...(peerId !== undefined && { peerId }),
    role,
    memberCount,
    firstSeq,
    head: Math.max(known?.head ?? 0, lastSeq),
    cursor: known?.cursor ?? Math.max(firstSeq - 1, lastSeq - newest, 0),
    ranges: known?.ranges ?? [],
    ...(known?.passedFrom !== undefined && { passedFrom: known.passedFrom }),
    readSeq: Math.max(known?.readSeq ?? 0, readSeq),
    unread: known?.unread ?? unread,
    counted: { unread, readSeq, through: lastSeq },
    version: known?.version ?? 0,
    ...(known?.lastMessage && { lastMessage: known.lastMessage }),
    arrivedAt: known?.arrivedAt ?? arrivedAt,
    toldDelivered: Math.max(known?.toldDelivered ?? 0, deliveredSeq),
    toldRead: Math.max(known?.toldRead ?? 0, readSeq),
    allDelivered: known?.allDelivered ?? 0,
    allRead: known?.allRead ?? 0,
  };
  if (lastMessage) noteNewest(merged, lastMessage);
  return merged;
}
