import { ChatError, type User } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import { Lane } from '../retrying/Lane.ts';

/** Who is who: from memory, then the store, then the server, once for all who ask. */
export class Users {
  private readonly known = new Map<string, User>();
  private readonly lane = new Lane<User>(4);

  constructor(private readonly context: TabContext) {}

  async load(): Promise<void> {
    this.learn(await this.context.db.getAll('users'));
  }

  learn(users: readonly User[]): void {
    for (const user of users) this.known.set(user.userId, user);
  }

  get(userId: string): User | undefined {
    return this.known.get(userId);
  }

  async ask(userId: string): Promise<User> {
    return this.known.get(userId) ?? this.lane.run(userId, () => this.fetch(`/api/users/${encodeURIComponent(userId)}`));
  }

  /** Asks if it is not known, and leaves it where it cannot be asked now. */
  async learnOf(userId: string): Promise<void> {
    try {
      await this.ask(userId);
    } catch (failure) {
      if (!(failure instanceof ChatError)) throw failure;
    }
  }

  async find(userName: string): Promise<User | undefined> {
    try {
      return await this.fetch(`/api/users?userName=${encodeURIComponent(userName)}`);
    } catch (failure) {
      if (failure instanceof ChatError && failure.code === 'user-not-found') return undefined;
      throw failure;
    }
  }

  private async fetch(path: string): Promise<User> {
    const { userId, userName, displayName } = await this.context.rest.get<User>(path);
    const user = { userId, userName, displayName };
    await this.context.db.put('users', user);
    this.context.tabs.tell({ type: 'users', users: [user] });
    await this.announce(userId);
    return user;
  }

  /** The list calls direct chats as the peer is called. */
  private async announce(userId: string): Promise<void> {
    const chats = await this.context.db.getAll('chats');
    this.context.tabs.announce({ chats: chats.flatMap((chat) => (chat.peerId === userId ? chat.chatId : [])) });
  }
}
