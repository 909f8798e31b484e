import { background } from '../client/background.ts';
import type { Applier } from '../applying/Applier.ts';
import type { Attachment } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import type { MediaCache } from '../media/MediaCache.ts';
import type { Outbox, OutgoingSend } from '../sending/Outbox.ts';
import { changeInOutbox, removeFromOutbox } from '../sending/outboxStore.ts';
import type { OutboxRecord } from '../store/records.ts';
import { Uploads } from '../uploading/Uploads.ts';
import { toBase64 } from '../wire/base64.ts';
import { maxCiphertext } from '../wire/limits.ts';
import type { WireAck } from '../wire/wire.ts';
import type { UploadNews } from '../tabs/TabMessage.ts';

/**
 * The outbox in the store, and what is done about it: files go up first, and the message when all are there. A message without files does
 * not wait for one before it that still uploads.
 */
export class Sending {
  private readonly transfers: Uploads;
  /** Loads are one after another, so that messages enter in the order in which they were written. */
  private loading: Promise<void> = Promise.resolve();
  /** Ids of messages that were taken back: what is about to enter the outbox does not. */
  private readonly takenBack = new Set<string>();
  private ended = false;

  constructor(
    private readonly context: TabContext,
    private readonly outbox: Outbox,
    private readonly applier: Applier,
    cache: MediaCache,
  ) {
    this.transfers = new Uploads(
      context,
      cache,
      (news) => context.tabs.tell({ type: 'upload', ...news }),
      (record) => background(context, this.enqueue(record)),
      (record, code) => this.refused(record, code),
    );
  }

  /** Takes in what is new in the store. One that fails is its caller's; the next one reads again. */
  load(): Promise<void> {
    const read = () => this.read();
    this.loading = this.loading.then(read, read);
    return this.loading;
  }

  goOn(): void {
    this.transfers.goOn();
  }

  uploads(): readonly UploadNews[] {
    return this.transfers.all();
  }

  end(): void {
    this.ended = true;
    this.transfers.end();
  }

  /** A later page has to know that it is too late to take it back. */
  sent({ record }: OutgoingSend): void {
    if (!record.attempted)
      background(
        this.context,
        changeInOutbox(this.context.db, record.id, (waiting) => ({ ...waiting, attempted: true })),
      );
  }

  acked({ record, mediaIds }: OutgoingSend, { seq, sentAt }: WireAck): void {
    const { chatId, id, text } = record;
    const message = {
      chatId,
      seq,
      id,
      kind: 'message',
      from: this.context.session.userId,
      at: Date.parse(sentAt),
      text,
      attachments: attachmentsOf(record, mediaIds),
    };
    this.applier.enqueue({ type: 'sent', message });
  }

  refused(record: OutboxRecord, code: string): void {
    const marked = changeInOutbox(this.context.db, record.id, (waiting) => ({ ...waiting, failure: code }));
    background(
      this.context,
      marked.then(() => this.announce(record)),
    );
  }

  async cancel(id: string, chatId: string, ask: string): Promise<void> {
    let done = false;
    const record = await this.context.db.getFromIndex('outbox', 'id', id);
    if (record && (record.failure !== undefined || !record.attempted) && this.outbox.withdraw(id)) {
      this.takenBack.add(id);
      this.transfers.cancel(id);
      done = await removeFromOutbox(this.context.db, id);
      this.announce({ chatId });
    }
    this.context.tabs.tell({ type: 'cancelled', ask, done });
  }

  private async read(): Promise<void> {
    const records = await this.context.db.getAll('outbox');
    for (const record of records) {
      if (this.ended) return;
      if (record.failure !== undefined || this.outbox.has(record.id)) continue;
      if (record.files.every(({ done }) => done)) await this.enqueue(record);
      else this.transfers.begin(record);
    }
  }

  private async enqueue(record: OutboxRecord): Promise<void> {
    const mediaIds = record.files.flatMap(({ grant }) => grant?.mediaId ?? []);
    const content = { text: record.text, attachments: attachmentsOf(record, mediaIds) };
    const bytes = await this.context.content.encode(content, { chatId: record.chatId, from: this.context.session.userId });
    // A frame that is too large would close the connection, again and again.
    if (bytes.length > maxCiphertext) {
      this.refused(record, 'too-large');
      return;
    }
    // It may have been taken back while it was encoded.
    const waits = await this.context.db.getFromIndex('outbox', 'id', record.id);
    if (this.ended || waits === undefined || this.takenBack.has(record.id)) return;
    this.outbox.enqueue(record, toBase64(bytes), mediaIds);
  }

  private announce({ chatId }: { readonly chatId: string }): void {
    this.context.tabs.announce({ chats: [chatId], messages: [chatId] });
  }
}

function attachmentsOf(record: OutboxRecord, mediaIds: readonly string[]): Attachment[] {
  return record.files.flatMap((file, index) => {
    const { grant: _, done: __, ...described } = file;
    const mediaId = mediaIds[index];
    return mediaId === undefined ? [] : { ...described, mediaId };
  });
}
