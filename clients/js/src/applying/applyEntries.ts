import { moveTicks } from '../receipts/ticks.ts';
import { comeBack, cover, noteNewest } from '../store/chatRecord.ts';
import type { ChatDatabase } from '../store/openDatabase.ts';
import type { ChatRecord, MessageRecord } from '../store/records.ts';
import { countUnread, isCountable } from '../store/unread.ts';
import type { Entry } from './Arrival.ts';

/** What became of a batch. */
export interface Applied {
  readonly chats: Set<string>;
  readonly messages: Set<string>;
  /** Where the chats stand that moved. */
  readonly cursors: Map<string, number>;
  /** Own messages that are durable, and left the outbox with this. */
  readonly settled: Set<string>;
  readonly live: { readonly message: MessageRecord; readonly chat: ChatRecord }[];
  /** Chats whose unread messages only the server can count. */
  readonly uncounted: Set<string>;
}

/** Takes a batch into the store, all of it or nothing. What is of a chat that is not known here is left out. */
export async function applyEntries(db: ChatDatabase, self: string, entries: readonly Entry[]): Promise<Applied> {
  const tx = db.transaction(['chats', 'messages', 'outbox', 'uploads', 'watermarks'], 'readwrite', { durability: 'relaxed' });
  const [chats, messages, outbox] = [tx.objectStore('chats'), tx.objectStore('messages'), tx.objectStore('outbox')];
  const known = new Map<string, ChatRecord | undefined>();
  const recount = new Set<ChatRecord>();
  const applied: Applied = {
    chats: new Set(),
    messages: new Set(),
    cursors: new Map(),
    settled: new Set(),
    live: [],
    uncounted: new Set(),
  };

  const take = async (chat: ChatRecord, message: MessageRecord, live: boolean) => {
    const { chatId } = chat;
    void messages.put(message);
    const { cursor } = chat;
    cover(chat, message.seq, message.seq);
    if (chat.cursor > cursor) delete chat.passedFrom;
    noteNewest(chat, message);
    if (message.from !== self && chat.type === 'direct') chat.peerId ??= message.from;
    if (message.from === self) {
      await settle(message.id);
    } else if (live && message.kind === 'message' && message.seq > chat.readSeq) applied.live.push({ message, chat });
    applied.messages.add(chatId);
    recount.add(chat);
  };

  const settle = async (id: string) => {
    const n = await outbox.index('id').getKey(id);
    if (n === undefined) return;
    void outbox.delete(n);
    void tx.objectStore('uploads').delete(IDBKeyRange.bound([id, 0], [id, Infinity]));
    applied.settled.add(id);
  };

  const read = (chat: ChatRecord, seq: number) => {
    chat.toldRead = Math.max(chat.toldRead, seq);
    if (seq <= chat.readSeq) return;
    chat.readSeq = seq;
    recount.add(chat);
    if (!isCountable(chat)) applied.uncounted.add(chat.chatId);
  };

  const apply = async (chat: ChatRecord, entry: Entry) => {
    switch (entry.type) {
      case 'received':
        return take(chat, entry.message, entry.live);
      case 'sent':
        return take(chat, entry.message, false);
      case 'passed': {
        const { cursor } = chat;
        cover(chat, entry.from, entry.through);
        if (chat.cursor > cursor) chat.passedFrom ??= cursor + 1;
        recount.add(chat);
        return;
      }
      case 'returned':
        comeBack(chat);
        recount.add(chat);
        return;
      case 'head':
        chat.head = Math.max(chat.head, entry.head.lastSeq);
        chat.version = Math.max(chat.version, entry.head.version);
        return read(chat, entry.head.readSeq);
      case 'told':
        chat.toldDelivered = Math.max(chat.toldDelivered, entry.delivered);
        chat.toldRead = Math.max(chat.toldRead, entry.read);
        if (entry.read > 0 && !isCountable(chat)) applied.uncounted.add(chat.chatId);
        return;
      case 'receipt': {
        const { userId, type, seq } = entry.receipt;
        if (userId === self) return type === 'READ' ? read(chat, seq) : undefined;
        const watermarks = (await tx.objectStore('watermarks').get(chat.chatId)) ?? {
          chatId: chat.chatId,
          complete: false,
          users: {},
        };
        const marks = (watermarks.users[userId] ??= { delivered: 0, read: 0 });
        marks.delivered = Math.max(marks.delivered, seq);
        if (type === 'READ') marks.read = Math.max(marks.read, seq);
        void tx.objectStore('watermarks').put(watermarks);
        if (moveTicks(chat, watermarks, self)) applied.messages.add(chat.chatId);
        applied.chats.add(chat.chatId);
        return;
      }
    }
  };

  for (const entry of entries) {
    const chatId = chatOf(entry);
    if (!known.has(chatId)) known.set(chatId, await chats.get(chatId));
    const chat = known.get(chatId);
    if (!chat) continue;
    const cursor = chat.cursor;
    await apply(chat, entry);
    if (chat.cursor !== cursor) applied.cursors.set(chatId, chat.cursor);
  }
  for (const chat of recount) {
    chat.unread = await countUnread(messages, chat);
    applied.chats.add(chat.chatId);
  }
  for (const chat of known.values()) if (chat) void chats.put(chat);
  await tx.done;
  return applied;
}

function chatOf(entry: Entry): string {
  switch (entry.type) {
    case 'received':
    case 'sent':
      return entry.message.chatId;
    case 'head':
      return entry.head.chatId;
    case 'receipt':
      return entry.receipt.chatId;
    default:
      return entry.chatId;
  }
}
