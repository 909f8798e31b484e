import { background } from '../client/background.ts';
import { ChatError, type ChatMessage, type Page } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import type { ReceiptsOfChats } from '../receipts/ReceiptsOfChats.ts';
import type { ChatRecord, MessageRecord } from '../store/records.ts';
import { chatMessage } from './chatMessage.ts';
import type { History } from './History.ts';
import { planPage, type Missing, type PageOptions } from './planPage.ts';
import { readBackward, readForward } from './readRange.ts';
import type { WaitingMessages } from './WaitingMessages.ts';

/** Fetches in a row for one page: more are only needed where almost all of a chat is events. */
const mostFetches = 5;

interface Reading {
  readonly page: Page;
  readonly missing?: Missing;
}

/** Pages of conversations: from the store, and fetched where the store has a hole. */
export class Conversations {
  constructor(
    private readonly context: TabContext,
    private readonly waiting: WaitingMessages,
    private readonly history: History,
    private readonly receipts: ReceiptsOfChats,
  ) {}

  async page(chatId: string, options: PageOptions & { readonly wait?: boolean }): Promise<Page> {
    for (let fetches = 0; ; fetches++) {
      const { page, missing } = await this.read(chatId, options, options.wait === true);
      if (missing === undefined || fetches === mostFetches) return page;
      if (!options.wait) {
        this.fetchLater(chatId, missing, options.limit);
        return page;
      }
      try {
        await this.history.fetch(chatId, missing, options.limit);
      } catch (failure) {
        // What there is, is shown; nothing at all would look like the end.
        if (page.messages.length > 0 && failure instanceof ChatError) return page;
        throw failure;
      }
    }
  }

  private fetchLater(chatId: string, missing: Missing, limit: number): void {
    // Where it fails the screen asks again when it is scrolled, or when the connection is back.
    background(this.context, this.history.fetch(chatId, missing, limit));
  }

  private async read(chatId: string, options: PageOptions, wait: boolean): Promise<Reading> {
    const { db } = this.context;
    // Before the messages: what is settled meanwhile is then seen twice, and not missed.
    const waiting = await this.waiting.of(chatId);
    const chat = await db.get('chats', chatId);
    if (!chat) return { page: { messages: waiting, more: false, newer: false } };

    const plan = planPage(chat, options);
    if ('missing' in plan) {
      return { page: { messages: [], more: options.after === undefined, newer: true }, missing: plan.missing };
    }

    const { range, pivot, below, above } = plan;
    const [older, newer] = await Promise.all([
      below > 0 ? readBackward(db, chatId, range[0], Math.min(pivot - 1, range[1]), below) : [],
      above > 0 ? readForward(db, chatId, pivot, range[1], above) : [],
    ]);
    const found = [...older, ...newer];
    const top = above > 0 ? (newer.length < above ? range[1] : (newer.at(-1)?.seq ?? pivot)) : pivot - 1;
    const atEnd = top >= chat.cursor;
    const lines = [...found, ...(atEnd ? await this.ownAhead(chat) : [])].map((message) => this.line(message, chat));
    const shown = new Set(lines.map(({ id }) => id));
    const page = {
      messages: [...lines, ...(atEnd ? waiting.filter(({ id }) => !shown.has(id)) : [])],
      more: below > 0 ? older.length === below || range[0] > chat.firstSeq : true,
      newer: !atEnd,
    };
    const missing = missingAround(chat, range, below - older.length, above - newer.length, wait);
    return { page, ...(missing !== undefined && { missing }) };
  }

  /** Own messages behind a gap are shown at once: they were on the screen already. */
  private async ownAhead(chat: ChatRecord): Promise<MessageRecord[]> {
    const { db, session } = this.context;
    const ahead = await db.getAll('messages', IDBKeyRange.bound([chat.chatId, chat.cursor + 1], [chat.chatId, Infinity]));
    return ahead.filter((message) => message.kind === 'message' && message.from === session.userId);
  }

  private line(message: MessageRecord, chat: ChatRecord): ChatMessage {
    if (message.from === this.context.session.userId && message.seq > chat.allRead) this.receipts.ensure(chat);
    return chatMessage(message, chat, this.context.session.userId);
  }
}

/** @param lacking How many lines the page has too few, below and above. */
function missingAround(
  chat: ChatRecord,
  range: readonly [number, number],
  lackingBelow: number,
  lackingAbove: number,
  wait: boolean,
): Missing | undefined {
  const isEmpty = range[1] < range[0];
  if (lackingBelow > 0 && range[0] > chat.firstSeq) {
    // A chat that was just found is about to be filled by Sync, from here on upwards.
    if (isEmpty && chat.cursor < chat.head) return wait ? 'newest' : undefined;
    return { before: range[0] };
  }
  return lackingAbove > 0 && range[1] < chat.cursor ? { after: range[1] } : undefined;
}
