import { ChatError } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import { Lane } from '../retrying/Lane.ts';
import type { ChatRecord } from '../store/records.ts';
import type { Users } from '../users/Users.ts';
import type { WireChat } from '../wire/wire.ts';
import { chatPath } from './chatPath.ts';
import { putChats } from './putChats.ts';

/** Reads chats anew from the server: those that changed, that are new, or of which something is not known yet. */
export class ChatDetails {
  private readonly lane = new Lane<void>(4);
  /** Chats that are being read; true: they changed meanwhile, and the answer may not know it. */
  private readonly reading = new Map<string, boolean>();

  /** @param updated It is in the store, as the server knows it now. */
  constructor(
    private readonly context: TabContext,
    private readonly users: Users,
    private readonly updated: (chat: ChatRecord) => void,
  ) {}

  /** Where the server is not reached, the next connection tries again. */
  async refresh(chatId: string): Promise<void> {
    this.doubt(chatId);
    await this.quietly(chatId, () => this.read(chatId));
  }

  /** Who the other one of a direct chat is, and how that one is called. */
  async learnPeer(chat: ChatRecord): Promise<void> {
    await this.quietly(`peer ${chat.chatId}`, () => this.peer(chat));
  }

  private async quietly(key: string, task: () => Promise<void>): Promise<void> {
    try {
      await this.lane.run(key, task);
    } catch (failure) {
      if (!(failure instanceof ChatError)) throw failure;
    }
  }

  private doubt(chatId: string): void {
    if (this.reading.has(chatId)) this.reading.set(chatId, true);
  }

  private async read(chatId: string): Promise<void> {
    try {
      do {
        this.reading.set(chatId, false);
        await this.readOnce(chatId);
      } while (this.reading.get(chatId));
    } finally {
      this.reading.delete(chatId);
    }
  }

  private async readOnce(chatId: string): Promise<void> {
    const { rest, tabs } = this.context;
    try {
      const [chat] = await putChats(this.context, [await rest.get<WireChat>(chatPath(chatId))]);
      if (!chat) return;
      tabs.announce({ chats: [chatId], members: [chatId] });
      this.updated(chat);
      await this.peer(chat);
    } catch (failure) {
      if (!(failure instanceof ChatError && failure.code === 'chat-not-found')) throw failure;
      await this.markLeft(chatId);
    }
  }

  /** The user is no member any more. */
  async leave(chatId: string): Promise<void> {
    this.doubt(chatId);
    await this.markLeft(chatId);
  }

  private async markLeft(chatId: string): Promise<void> {
    const { db, tabs } = this.context;
    const tx = db.transaction('chats', 'readwrite');
    const chat = await tx.store.get(chatId);
    if (chat) void tx.store.put({ ...chat, left: true });
    await tx.done;
    if (chat) tabs.announce({ chats: [chatId], members: [chatId] });
  }

  private async peer(chat: ChatRecord): Promise<void> {
    if (chat.type !== 'direct') return;
    const { db, rest, session, tabs } = this.context;
    let peerId = chat.peerId;
    if (peerId === undefined) {
      const members = await rest.get<{ userId: string }[]>(chatPath(chat.chatId, '/members?limit=10'));
      peerId = members.find(({ userId }) => userId !== session.userId)?.userId;
      if (peerId === undefined) return;
      const tx = db.transaction('chats', 'readwrite');
      const stored = await tx.store.get(chat.chatId);
      if (stored) void tx.store.put({ ...stored, peerId });
      await tx.done;
      tabs.announce({ chats: [chat.chatId] });
    }
    await this.users.ask(peerId);
  }
}
