import type { UploadProgress } from '../api.ts';
import type { Clock } from '../environment/Clock.ts';
import type { OutboxRecord } from '../store/records.ts';
import type { UploadNews } from '../tabs/TabMessage.ts';

/** Bytes are told at most so often, ms; a change of state at once. */
const interval = 200;

/** How far the files of each message are, and tells it. */
export class ProgressOfUploads {
  private readonly messages = new Map<string, { readonly chatId: string; files: UploadProgress[]; toldAt: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly tell: (news: UploadNews) => void,
  ) {}

  all(): readonly UploadNews[] {
    return [...this.messages].map(([id, { chatId, files }]) => ({ id, chatId, files: [...files] }));
  }

  begin({ id, chatId, files }: OutboxRecord): void {
    const progress = files.map(({ done, size }) => ({
      state: done ? ('done' as const) : ('waiting' as const),
      sent: done ? size : 0,
      total: size,
    }));
    this.messages.set(id, { chatId, files: progress, toldAt: 0 });
    this.say(id);
  }

  show({ id }: OutboxRecord, index: number, state: UploadProgress['state'], sent?: number): void {
    const message = this.messages.get(id);
    const before = message?.files[index];
    if (!message || !before) return;
    message.files[index] = { ...before, state, sent: Math.min(sent ?? before.sent, before.total) };
    if (state !== before.state || this.clock.now() >= message.toldAt + interval) this.say(id);
  }

  end(id: string): void {
    this.messages.delete(id);
  }

  private say(id: string): void {
    const message = this.messages.get(id);
    if (!message) return;
    message.toldAt = this.clock.now();
    this.tell({ id, chatId: message.chatId, files: [...message.files] });
  }
}
