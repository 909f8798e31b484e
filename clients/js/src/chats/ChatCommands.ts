import { ChatError, type ChatSummary, type Member, type Role } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import type { Users } from '../users/Users.ts';
import type { WireChat } from '../wire/wire.ts';
import { chatPath } from './chatPath.ts';
import type { ChatDetails } from './ChatDetails.ts';
import { putChats } from './putChats.ts';

const rank: Record<Role, number> = { owner: 0, admin: 1, member: 2 };

/** What the user does to chats and their members. All of it needs the network. */
export class ChatCommands {
  constructor(
    private readonly context: TabContext,
    private readonly users: Users,
    private readonly details: ChatDetails,
    private readonly summary: (chatId: string) => Promise<ChatSummary | undefined>,
  ) {}

  async createDirect(userId: string): Promise<ChatSummary> {
    const chat = await this.create({ type: 'direct', members: [userId] }, userId);
    await this.users.learnOf(userId);
    return chat;
  }

  createGroup(title: string, userIds: readonly string[], type: 'group' | 'channel'): Promise<ChatSummary> {
    return this.create({ type, title, members: userIds });
  }

  async rename(chatId: string, title: string): Promise<void> {
    await this.change(chatId, 'PATCH', '', { title });
  }

  async addMembers(chatId: string, userIds: readonly string[]): Promise<void> {
    await this.change(chatId, 'POST', '/members', { userIds });
  }

  async removeMember(chatId: string, userId: string): Promise<void> {
    await this.change(chatId, 'DELETE', `/members/${encodeURIComponent(userId)}`);
  }

  async changeRole(chatId: string, userId: string, role: Role): Promise<void> {
    await this.change(chatId, 'PUT', `/members/${encodeURIComponent(userId)}`, { role });
  }

  async leave(chatId: string): Promise<void> {
    const path = chatPath(chatId, `/members/${encodeURIComponent(this.context.session.userId)}`);
    await this.context.rest.send(path, { method: 'DELETE' });
    await this.details.leave(chatId);
  }

  async members(chatId: string): Promise<readonly Member[]> {
    const { db, rest } = this.context;
    let members: readonly Member[];
    try {
      const all = await rest.all<Member>(chatPath(chatId, '/members'), 1_000, ({ userId }) => userId);
      members = all.map(({ userId, role }) => ({ userId, role }));
      await db.put('members', { chatId, members });
    } catch (failure) {
      const kept = await db.get('members', chatId);
      if (!kept || !(failure instanceof ChatError)) throw failure;
      members = kept.members;
    }
    const name = ({ userId }: Member) => this.users.get(userId)?.displayName ?? '';
    return [...members].sort((a, b) => rank[a.role] - rank[b.role] || name(a).localeCompare(name(b)));
  }

  private async change(chatId: string, method: 'PATCH' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> {
    await this.context.rest.send(chatPath(chatId, path), { method, ...(body !== undefined && { body }) });
    await this.details.refresh(chatId);
  }

  private async create(body: object, peerId?: string): Promise<ChatSummary> {
    const { rest, tabs } = this.context;
    const created = await rest.post<WireChat>('/api/chats', body);
    await putChats(this.context, [created], peerId === undefined ? {} : { peerId });
    const { chatId } = created;
    tabs.wish({ type: 'adopt', chatId });
    tabs.announce({ chats: [chatId] });
    const summary = await this.summary(chatId);
    if (!summary) throw new ChatError('chat-not-found', 'The chat is gone.');
    return summary;
  }
}
