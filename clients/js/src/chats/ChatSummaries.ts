import type { ChatMessage, ChatSummary } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import { chatMessage } from '../reading/chatMessage.ts';
import type { WaitingMessages } from '../reading/WaitingMessages.ts';
import type { ChatRecord } from '../store/records.ts';
import type { Users } from '../users/Users.ts';

/** The lines of the list. */
export class ChatSummaries {
  constructor(
    private readonly context: TabContext,
    private readonly users: Users,
    private readonly waiting: WaitingMessages,
  ) {}

  async all(): Promise<readonly ChatSummary[]> {
    const { db } = this.context;
    const [waiting, chats, drafts] = await Promise.all([this.waiting.newest(), db.getAll('chats'), db.getAll('drafts')]);
    const drafted = new Map(drafts.map(({ chatId, text }) => [chatId, text]));
    return chats
      .map((chat) => this.summary(chat, waiting.get(chat.chatId), drafted.get(chat.chatId)))
      .sort((a, b) => b.activeAt - a.activeAt);
  }

  async one(chatId: string): Promise<ChatSummary | undefined> {
    const { db } = this.context;
    const [waiting, chat, draft] = await Promise.all([
      this.waiting.of(chatId),
      db.get('chats', chatId),
      db.get('drafts', chatId),
    ]);
    return chat && this.summary(chat, waiting.at(-1), draft?.text);
  }

  private summary(chat: ChatRecord, waiting: ChatMessage | undefined, draft: string | undefined): ChatSummary {
    const { chatId, type, title, peerId, role, memberCount, firstSeq, head, readSeq, unread, left } = chat;
    const peer = type === 'direct' && peerId !== undefined ? this.users.get(peerId) : undefined;
    const stored = chat.lastMessage && chatMessage(chat.lastMessage, chat, this.context.session.userId);
    const lastMessage = waiting && waiting.id !== stored?.id ? waiting : stored;
    return {
      chatId,
      type,
      ...(title !== undefined && { title }),
      ...(peer && { peer }),
      role,
      memberCount,
      firstSeq,
      lastSeq: head,
      readSeq,
      unread,
      ...(lastMessage && { lastMessage }),
      ...(draft && { draft }),
      activeAt: lastMessage ? Math.max(lastMessage.at, stored?.at ?? 0) : chat.arrivedAt,
      ...(left && { left }),
    };
  }
}
