import { liveRange } from './chatRecord.ts';
import type { ChatRecord } from './records.ts';

/** The store of messages, in whatever transaction. */
interface Messages {
  index(name: 'counted'): { count(range: IDBKeyRange): Promise<number> };
}

/** Everything behind the reader is here, so that it can be counted. */
export function isCountable(chat: ChatRecord): boolean {
  const lowest = liveRange(chat)[0];
  return chat.readSeq + 1 >= lowest || lowest <= chat.firstSeq;
}

/** Others' messages behind the reader: counted here if all of them are here, else from the server's count and what came since. */
export async function countUnread(messages: Messages, chat: ChatRecord): Promise<number> {
  const { chatId, readSeq, counted } = chat;
  const after = (seq: number) => messages.index('counted').count(IDBKeyRange.bound([chatId, seq + 1], [chatId, Infinity]));

  if (readSeq >= chat.head) return 0;
  if (isCountable(chat)) return after(readSeq);
  if (counted.readSeq === readSeq) return counted.unread + (await after(counted.through));
  // The reader moved to where the messages are not: at least these, until the server has been asked again.
  return after(Math.max(readSeq, liveRange(chat)[0] - 1));
}
