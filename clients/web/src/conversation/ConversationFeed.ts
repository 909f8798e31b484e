import { type Signal, signal } from '@preact/signals';
import type { ChatClient, ChatSummary, Page } from '@chat/client';
import { MessageWindow } from './MessageWindow.ts';
import { buildRows, type Row, type UnreadMark } from './rows.ts';

/** Messages read at once: a screenful with something to spare at first, then more. */
export const sizes = { opening: 60, page: 100, kept: 400 };

/** Readings after a change follow one another no closer than this, ms: uploads and busy chats change many times a second. */
const refreshGap = 80;

/** While connected, what the server would not give is asked for again after this, ms. */
const stuckFor = 5_000;

export type Schedule = (run: () => void, delay: number) => () => void;

const byTimer: Schedule = (run, delay) => {
  const timer = setTimeout(run, delay);
  return () => clearTimeout(timer);
};

/**
 * The conversation that a screen shows: which piece of the chat is in memory, and the lines made of it. It reads the client's
 * store page by page and drops what is far from the screen.
 */
export class ConversationFeed {
  readonly rows: Signal<readonly Row[]> = signal([]);
  readonly chat: Signal<ChatSummary | undefined> = signal(undefined);
  /** The first page is there. */
  readonly opened = signal(false);
  /** Messages could not be had: there is no network, or the server would not give them now. */
  readonly stuck = signal(false);
  readonly atEnd = signal(true);

  readonly #window = new MessageWindow();
  #unread: UnreadMark | undefined;
  #loading: Promise<void> | undefined;
  #cancelRefresh: (() => void) | undefined;
  #cancelRetry: (() => void) | undefined;
  #refreshing = false;
  #stale = false;
  #closed = false;
  readonly #ends: (() => void)[];

  constructor(
    private readonly client: ChatClient,
    readonly chatId: string,
    private readonly failed: (error: unknown) => void,
    private readonly schedule: Schedule = byTimer,
  ) {
    this.#ends = [
      client.open(chatId),
      client.on('changes', (changes) => {
        if (changes.messages.has(chatId)) this.#refreshSoon();
        if (changes.chats.has(chatId) || changes.members.has(chatId)) this.#run(this.#readChat());
      }),
      client.on('connection', ({ state }) => {
        if (state === 'online' && this.stuck.peek()) this.stuck.value = false;
      }),
    ];
  }

  get unread(): UnreadMark | undefined {
    return this.#unread;
  }

  /** Reads the first page: around the first unread message if there are many, else the newest. */
  async open(): Promise<void> {
    // Most chats have few unread messages or none: the page that these need is read at the same time.
    const [chat, newest] = await Promise.all([
      this.client.chat(this.chatId),
      this.client.messages(this.chatId, { limit: sizes.opening }),
    ]);
    if (this.#closed) return;
    this.chat.value = chat;
    const unread = chat?.unread ?? 0;
    if (chat !== undefined && unread > 0) this.#unread = { from: chat.readSeq + 1, count: unread };
    if (this.#unread === undefined || unread <= sizes.opening / 2) this.#take(newest);
    else if (unread <= sizes.page) this.#take(await this.#readUnread({ limit: unread + sizes.opening / 2 }, newest));
    else this.#take(await this.#readUnread({ limit: sizes.page, around: this.#unread.from }, newest));
    if (!this.#closed) this.opened.value = true;
  }

  /** Reads older messages, for a screen that comes near the first ones. `shown` is the place of a message on the screen. */
  loadBefore(shown: number): void {
    if (this.#loading !== undefined || !this.#window.more || this.stuck.peek()) return;
    this.#load(async () => {
      const before = this.#window.firstSeq;
      if (before === undefined) return;
      let page = await this.client.messages(this.chatId, { limit: sizes.page, before });
      // The store has nothing older: the server may.
      if (page.messages.length === 0 && page.more) {
        page = await this.client.messages(this.chatId, { limit: sizes.page, before, wait: true });
      }
      this.#window.prepend(page);
      this.#window.trim(shown + page.messages.length, sizes.kept);
    });
  }

  /** Reads newer messages, for a screen that comes near the last ones while the window does not reach the end. */
  loadAfter(shown: number): void {
    if (this.#loading !== undefined || this.#window.atEnd) return;
    this.#load(async () => {
      const after = this.#window.lastSeq ?? 0;
      let page = await this.client.messages(this.chatId, { limit: sizes.page, after });
      if (page.messages.length === 0 && page.newer) {
        page = await this.client.messages(this.chatId, { limit: sizes.page, after, wait: true });
      }
      this.#window.append(page);
      this.#window.trim(shown, sizes.kept);
    });
  }

  /** Shows the newest messages, wherever the window was. */
  async toNewest(): Promise<void> {
    await this.#loading;
    if (this.#closed || this.#window.atEnd) return;
    await this.#readNewest(sizes.opening);
  }

  /** The line above the unread messages has done its work: the user has written something. */
  dismissUnread(): void {
    if (this.#unread === undefined) return;
    this.#unread = undefined;
    this.#publish();
  }

  close(): void {
    this.#closed = true;
    this.#cancelRefresh?.();
    this.#cancelRetry?.();
    for (const end of this.#ends) end();
  }

  /** From the server where the store does not reach back to the first unread message, as on a new device; `newest` if that fails. */
  async #readUnread(options: { limit: number; around?: number }, newest: Page): Promise<Page> {
    const page = await this.client.messages(this.chatId, options);
    const reaches = !page.more || (page.messages[0]?.seq ?? Infinity) <= (this.#unread?.from ?? 0);
    if (reaches) return page;
    try {
      return await this.client.messages(this.chatId, { ...options, wait: true });
    } catch (error) {
      this.failed(error);
      return newest;
    }
  }

  async #readNewest(limit: number): Promise<void> {
    this.#take(await this.client.messages(this.chatId, { limit }));
  }

  #take(page: Page): void {
    this.#window.reset(page);
    this.#publish();
  }

  #load(read: () => Promise<void>): void {
    const loading = read().then(
      () => this.#publish(),
      (error: unknown) => {
        if (!this.#closed) this.#getStuck();
        this.failed(error);
      },
    );
    this.#loading = loading.finally(() => (this.#loading = undefined));
  }

  #getStuck(): void {
    this.stuck.value = true;
    this.#cancelRetry?.();
    this.#cancelRetry = this.schedule(() => {
      // Without a connection its return is the occasion.
      if (this.client.connection.state === 'online') this.stuck.value = false;
    }, stuckFor);
  }

  #refreshSoon(): void {
    if (this.#refreshing || this.#cancelRefresh !== undefined) {
      this.#stale = true;
      return;
    }
    this.#refreshing = true;
    this.#run(this.#refresh());
  }

  async #refresh(): Promise<void> {
    try {
      await this.#loading;
      const { atEnd, lastSeq, messages } = this.#window;
      const limit = messages.length + sizes.opening;
      const part = atEnd || lastSeq === undefined ? { limit } : { limit, before: lastSeq + 1 };
      this.#window.refresh(await this.client.messages(this.chatId, part));
      if (!this.#closed) this.#publish();
    } finally {
      this.#refreshing = false;
      if (!this.#closed) {
        this.#cancelRefresh = this.schedule(() => {
          this.#cancelRefresh = undefined;
          if (!this.#stale) return;
          this.#stale = false;
          this.#refreshSoon();
        }, refreshGap);
      }
    }
  }

  async #readChat(): Promise<void> {
    const chat = await this.client.chat(this.chatId);
    if (!this.#closed) this.chat.value = chat;
  }

  #publish(): void {
    if (this.#closed) return;
    this.atEnd.value = this.#window.atEnd;
    this.rows.value = buildRows(this.#window.messages, this.#window.more, this.#unread, this.rows.peek());
  }

  #run(work: Promise<void>): void {
    work.catch(this.failed);
  }
}
