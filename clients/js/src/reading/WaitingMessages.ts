import type { ChatMessage, UploadProgress } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import type { OutboxRecord } from '../store/records.ts';
import type { TabState } from '../tabs/TabState.ts';
import { waitingMessage, type Upload } from './chatMessage.ts';

/** Own messages that are not sent yet, as the screen shows them. */
export class WaitingMessages {
  /** The files of what waits: the same objects each time, so that a screen's object URLs stay good. */
  private readonly files = new Map<string, Promise<readonly Blob[]>>();

  constructor(
    private readonly context: TabContext,
    private readonly state: TabState,
  ) {}

  async of(chatId: string): Promise<readonly ChatMessage[]> {
    const range = IDBKeyRange.bound([chatId, 0], [chatId, Infinity]);
    const records = await this.context.db.getAllFromIndex('outbox', 'chat', range);
    return Promise.all(records.map((record) => this.message(record)));
  }

  /** The newest one of each chat. */
  async newest(): Promise<ReadonlyMap<string, ChatMessage>> {
    const records = await this.context.db.getAll('outbox');
    const newest = new Map(records.map((record) => [record.chatId, record]));
    const kept = new Set(records.map(({ id }) => id));
    for (const id of this.files.keys()) if (!kept.has(id)) this.files.delete(id);
    const messages = await Promise.all([...newest.values()].map((record) => this.message(record)));
    return new Map(messages.map((message) => [message.chatId, message]));
  }

  async message(record: OutboxRecord): Promise<ChatMessage> {
    const files = record.files.length > 0 ? await this.filesOf(record.id) : [];
    const progress = this.state.uploadsOf(record.id);
    const uploads = record.files.flatMap((described, index): Upload[] => {
      const { contentType: _, size, grant: __, done, ...shown } = described;
      const file = files[index];
      // Without its file it was settled while this was read.
      if (!file) return [];
      const told: UploadProgress = progress?.[index] ?? { state: done ? 'done' : 'waiting', sent: done ? size : 0, total: size };
      return [{ ...shown, file, ...told, ...(record.failure !== undefined && !done && { state: 'failed' as const }) }];
    });
    return waitingMessage(record, this.context.session.userId, uploads);
  }

  private filesOf(id: string): Promise<readonly Blob[]> {
    let files = this.files.get(id);
    if (!files) this.files.set(id, (files = this.read(id)));
    return files;
  }

  private async read(id: string): Promise<readonly Blob[]> {
    const uploads = await this.context.db.getAll('uploads', IDBKeyRange.bound([id, 0], [id, Infinity]));
    return uploads.map(({ file }) => file);
  }
}
