import type { Connection, Presence, UploadProgress } from '../api.ts';
import type { ChangeLists } from '../events/ChangeCollector.ts';
import type { News } from './TabMessage.ts';

/** What the leading tab tells and no store keeps, as this tab knows it. */
export class TabState {
  connection: Connection = { state: 'connecting' };
  private presence = new Map<string, Presence>();
  private typists = new Map<string, readonly string[]>();
  private uploads = new Map<string, readonly UploadProgress[]>();

  presenceOf(userId: string): Presence | undefined {
    return this.presence.get(userId);
  }

  typistsOf(chatId: string): readonly string[] {
    return this.typists.get(chatId) ?? [];
  }

  uploadsOf(id: string): readonly UploadProgress[] | undefined {
    return this.uploads.get(id);
  }

  /** Returns what changed with it. */
  take(news: News): ChangeLists {
    switch (news.type) {
      case 'presence':
        for (const presence of news.present) this.presence.set(presence.userId, presence);
        for (const userId of news.gone) this.presence.delete(userId);
        return { presence: [...news.present.map(({ userId }) => userId), ...news.gone] };
      case 'typists':
        if (news.users.length > 0) this.typists.set(news.chatId, news.users);
        else this.typists.delete(news.chatId);
        return { typing: [news.chatId] };
      case 'upload':
        this.uploads.set(news.id, news.files);
        return { messages: [news.chatId] };
      case 'connection':
        this.connection = news.connection;
        return {};
      case 'state': {
        const { connection, presence, typists, uploads } = news.state;
        const before = { presence: [...this.presence.keys()], typing: [...this.typists.keys()] };
        this.connection = connection;
        this.presence = new Map(presence.map((one) => [one.userId, one]));
        this.typists = new Map(typists);
        this.uploads = new Map(uploads.map(({ id, files }) => [id, files]));
        return {
          presence: [...before.presence, ...this.presence.keys()],
          typing: [...before.typing, ...this.typists.keys()],
          messages: uploads.map(({ chatId }) => chatId),
        };
      }
      default:
        return {};
    }
  }
}
