import type { Seq } from '../api.ts';
import { applyEntries, type Applied } from '../applying/applyEntries.ts';
import type { Entry } from '../applying/Arrival.ts';
import { chatPath } from '../chats/chatPath.ts';
import type { TabContext } from '../client/TabContext.ts';
import { Lane } from '../retrying/Lane.ts';
import { messageRecord } from '../store/messageRecord.ts';
import type { WireMessage } from '../wire/wire.ts';
import type { Missing } from './planPage.ts';

/** The server's answers are worth more than one screen of them. */
const smallestPage = 50;
const largestPage = 500;

/** Fetches what the store lacks of a chat's past, once for all who want it. */
export class History {
  private readonly lane = new Lane<void>(4);

  constructor(
    private readonly context: TabContext,
    private readonly applied: (applied: Applied) => void,
  ) {}

  fetch(chatId: string, missing: Missing, limit: number): Promise<void> {
    return this.lane.run(`${chatId} ${JSON.stringify(missing)}`, () => this.ask(chatId, missing, limit));
  }

  private async ask(chatId: string, missing: Missing, wanted: number): Promise<void> {
    const { rest, db, content, session } = this.context;
    const head = (await db.get('chats', chatId))?.head ?? 0;
    const limit = Math.min(Math.max(wanted, smallestPage), largestPage);
    const bound = missing === 'newest' ? '' : 'before' in missing ? `&before=${missing.before}` : `&after=${missing.after}`;
    const page = await rest.get<WireMessage[]>(chatPath(chatId, `/messages?limit=${limit}${bound}`));
    const received = await Promise.all(
      page.map(async (message): Promise<Entry> => {
        return { type: 'received', message: await messageRecord(message, content, session.userId), live: false };
      }),
    );
    const [from, through] = covered(missing, page, limit, head);
    // Before the messages, so that a page that joins the live range does it whole.
    this.applied(await applyEntries(db, session.userId, [{ type: 'passed', chatId, from, through }, ...received]));
  }
}

/** A page holds everything between its ends; a short one everything up to where it was asked from or to. */
function covered(missing: Missing, page: readonly WireMessage[], limit: number, head: Seq): [Seq, Seq] {
  const [first, last] = [page[0]?.seq, page.at(-1)?.seq];
  if (missing !== 'newest' && 'after' in missing) {
    return [missing.after + 1, page.length < limit ? Math.max(head, last ?? 0) : (last ?? missing.after)];
  }
  const to =
    missing === 'newest'
      ? Math.max(last ?? 0, page.length === 0 ? head : 0)
      : Math.min(missing.before - 1, Math.max(head, last ?? 0));
  return [page.length < limit || first === undefined ? 1 : first, to];
}
