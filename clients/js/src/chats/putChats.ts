import type { TabContext } from '../client/TabContext.ts';
import { mergeChat } from '../store/chatRecord.ts';
import { messageRecord } from '../store/messageRecord.ts';
import type { ChatRecord } from '../store/records.ts';
import { countUnread } from '../store/unread.ts';
import { newestAtFirst } from '../wire/limits.ts';
import type { WireChat } from '../wire/wire.ts';

export interface PutOptions {
  /** A chat that is new here begins with so many messages. */
  readonly newest?: number;
  /** ms: where chats without a message stand in the list. */
  readonly arrivedAt?: number;
  /** The other one of a direct chat, where that is known. */
  readonly peerId?: string;
}

/** Lays what the server says of chats over what is in the store. */
export async function putChats(
  { db, content, session, environment }: TabContext,
  chats: readonly WireChat[],
  { newest = newestAtFirst, arrivedAt = environment.clock.now(), peerId }: PutOptions = {},
): Promise<ChatRecord[]> {
  const last = await Promise.all(
    chats.map(({ lastMessage }) => (lastMessage ? messageRecord(lastMessage, content, session.userId) : undefined)),
  );
  const tx = db.transaction(['chats', 'messages'], 'readwrite', { durability: 'relaxed' });
  const merged: ChatRecord[] = [];
  for (const [at, chat] of chats.entries()) {
    // The list comes newest first: who has no message keeps the place behind the one before.
    const record = mergeChat(await tx.objectStore('chats').get(chat.chatId), chat, last[at], newest, arrivedAt - at);
    const peer = peerId ?? record.lastMessage?.from;
    if (record.type === 'direct' && peer !== undefined && peer !== session.userId) record.peerId ??= peer;
    record.unread = await countUnread(tx.objectStore('messages'), record);
    void tx.objectStore('chats').put(record);
    merged.push(record);
  }
  await tx.done;
  return merged;
}
