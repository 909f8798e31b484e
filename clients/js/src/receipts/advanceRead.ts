import type { ChatDatabase } from '../store/openDatabase.ts';
import { countUnread } from '../store/unread.ts';

/** Moves the reader of a chat on in the store. Returns where it stands then; undefined: it did not move. */
export async function advanceRead(db: ChatDatabase, chatId: string, seq: number): Promise<number | undefined> {
  const tx = db.transaction(['chats', 'messages'], 'readwrite', { durability: 'relaxed' });
  const chat = await tx.objectStore('chats').get(chatId);
  const through = Math.min(seq, chat?.head ?? 0);
  const moves = chat !== undefined && through > chat.readSeq;
  if (moves) {
    chat.readSeq = through;
    chat.unread = await countUnread(tx.objectStore('messages'), chat);
    void tx.objectStore('chats').put(chat);
  }
  await tx.done;
  return moves ? through : undefined;
}
