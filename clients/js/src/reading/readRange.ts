import type { ChatDatabase } from '../store/openDatabase.ts';
import type { MessageRecord } from '../store/records.ts';

/** How many seqs are read for one line that is shown, at first: some are events, or do not exist. */
const slack = 1.2;

/** The last `limit` messages that are shown, from `to` down to `from`; in order. One read of a window of keys, more where it was not enough. */
export async function readBackward(
  db: ChatDatabase,
  chatId: string,
  from: number,
  to: number,
  limit: number,
): Promise<MessageRecord[]> {
  let found: MessageRecord[] = [];
  for (let [upper, size] = [to, Math.ceil(limit * slack)]; upper >= from && found.length < limit; size *= 4) {
    const lower = Math.max(from, upper - size + 1);
    found = [...(await shown(db, chatId, lower, upper)), ...found];
    upper = lower - 1;
  }
  return found.slice(-limit);
}

/** The first `limit` messages that are shown, from `from` up to `to`. */
export async function readForward(
  db: ChatDatabase,
  chatId: string,
  from: number,
  to: number,
  limit: number,
): Promise<MessageRecord[]> {
  const found: MessageRecord[] = [];
  for (let [lower, size] = [from, Math.ceil(limit * slack)]; lower <= to && found.length < limit; size *= 4) {
    const upper = Math.min(to, lower + size - 1);
    found.push(...(await shown(db, chatId, lower, upper)));
    lower = upper + 1;
  }
  return found.slice(0, limit);
}

async function shown(db: ChatDatabase, chatId: string, from: number, to: number): Promise<MessageRecord[]> {
  const messages = await db.getAll('messages', IDBKeyRange.bound([chatId, from], [chatId, to]));
  return messages.filter((message) => message.kind === 'message');
}
