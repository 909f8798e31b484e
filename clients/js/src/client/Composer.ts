import { ChatError, type ChatMessage, type OutgoingFile } from '../api.ts';
import type { MediaCache } from '../media/MediaCache.ts';
import type { WaitingMessages } from '../reading/WaitingMessages.ts';
import { addToOutbox, changeInOutbox } from '../sending/outboxStore.ts';
import type { OutboxRecord } from '../store/records.ts';
import type { TabContext } from './TabContext.ts';

/** How long the tab that holds the connection may take to answer, ms: it may be a tab that is just taking over. */
const answerWithin = 5_000;

/** Messages on their way into the outbox and out of it again. */
export class Composer {
  private readonly asked = new Map<string, (done: boolean) => void>();

  constructor(
    private readonly context: TabContext,
    private readonly waiting: WaitingMessages,
    private readonly cache: MediaCache,
  ) {}

  async send(chatId: string, text: string, files: readonly OutgoingFile[]): Promise<ChatMessage> {
    const { db, environment } = this.context;
    const chat = await db.get('chats', chatId);
    if (!chat || chat.left) throw new ChatError('not-a-member', 'You are no member of this chat.');

    const record: OutboxRecord = {
      id: environment.uuid(),
      chatId,
      at: environment.clock.now(),
      text,
      files: files.map(({ file, ...described }) => ({
        ...described,
        contentType: file.type || 'application/octet-stream',
        size: file.size,
      })),
    };
    const blobs = files.map(({ file }) => file);
    try {
      await addToOutbox(db, record, blobs);
    } catch (failure) {
      if (!(failure instanceof DOMException && failure.name === 'QuotaExceededError')) throw failure;
      // What can be fetched again makes room for what cannot.
      await this.cache.clear();
      await addToOutbox(db, record, blobs);
    }
    this.announce(chatId);
    return this.waiting.message(record);
  }

  async retry(chatId: string, id: string): Promise<void> {
    // What was refused is not on the server, so it can be taken back again; media that are gone go up again.
    await changeInOutbox(this.context.db, id, ({ failure, attempted: _, ...record }) => ({
      ...record,
      ...(failure === 'media-not-found' && { files: record.files.map(({ grant: __, done: ___, ...file }) => file) }),
    }));
    this.announce(chatId);
  }

  cancel(chatId: string, id: string): Promise<boolean> {
    const { environment, tabs } = this.context;
    const ask = environment.uuid();
    return new Promise((resolve) => {
      const answer = (done: boolean) => {
        environment.clock.clearTimeout(timer);
        this.asked.delete(ask);
        resolve(done);
      };
      const timer = environment.clock.setTimeout(() => answer(false), answerWithin);
      this.asked.set(ask, answer);
      tabs.wish({ type: 'cancel', id, chatId, ask });
    });
  }

  cancelled(ask: string, done: boolean): void {
    this.asked.get(ask)?.(done);
  }

  private announce(chatId: string): void {
    this.context.tabs.announce({ chats: [chatId], messages: [chatId] });
    this.context.tabs.wish({ type: 'outbox' });
  }
}
