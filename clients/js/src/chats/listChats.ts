import type { TabContext } from '../client/TabContext.ts';
import type { WireChat } from '../wire/wire.ts';
import { putChats } from './putChats.ts';

/** The first page is small, so that something is shown soon. */
const firstPage = 50;
const nextPages = 500;
/** Chats further down the list begin with a few messages only; what is before is fetched when one of them is opened. */
const newestFurtherDown = 10;

/** Reads the list of chats from the server, once in the life of a store; afterwards events and heads keep it. */
export async function listChats(context: TabContext): Promise<void> {
  const { db, rest, tabs, environment } = context;
  if (await db.get('meta', 'listed')) return;

  const arrivedAt = environment.clock.now();
  for (let [after, listed, limit] = ['', 0, firstPage]; ; limit = nextPages) {
    const page = await rest.get<WireChat[]>(`/api/chats?limit=${limit}${after && `&after=${encodeURIComponent(after)}`}`);
    await putChats(context, page, { arrivedAt: arrivedAt - listed, ...(listed > 0 && { newest: newestFurtherDown }) });
    tabs.announce({ chats: page.map(({ chatId }) => chatId) });
    listed += page.length;
    after = page.at(-1)?.chatId ?? '';
    if (page.length < limit) break;
  }
  await db.put('meta', true, 'listed');
}
