import { background } from '../client/background.ts';
import { ChatError, type UploadProgress } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import type { MediaCache } from '../media/MediaCache.ts';
import { Backoff } from '../retrying/Backoff.ts';
import { Lane } from '../retrying/Lane.ts';
import { sleep } from '../retrying/sleep.ts';
import type { OutboxRecord } from '../store/records.ts';
import type { UploadNews } from '../tabs/TabMessage.ts';
import { ProgressOfUploads } from './ProgressOfUploads.ts';
import { expireGrant, startOver, TransferBroken, uploadFile } from './uploadFile.ts';

/** After so many beginnings anew a file that does not arrive as it is has failed. */
const mostBeginnings = 3;
const beginAnew: readonly string[] = ['media-not-found', 'size-mismatch', 'hash-mismatch', 'not-uploaded'];
const passing: readonly string[] = ['offline', 'unavailable', 'rate-limited', 'bad-token'];

/** Brings the files of waiting messages up, two messages at a time, until all are there, refused, or taken back. */
export class Uploads {
  private readonly lane = new Lane<void>(2);
  private readonly underWay = new Map<string, AbortController>();
  private readonly progress: ProgressOfUploads;
  private wake = new AbortController();

  /**
   * @param ready All of a message's files are there.
   * @param refused A message's file was refused for good.
   */
  constructor(
    private readonly context: TabContext,
    private readonly cache: MediaCache,
    tell: (news: UploadNews) => void,
    private readonly ready: (record: OutboxRecord) => void,
    private readonly refused: (record: OutboxRecord, code: string) => void,
  ) {
    this.progress = new ProgressOfUploads(context.environment.clock, tell);
  }

  all(): readonly UploadNews[] {
    return this.progress.all();
  }

  begin(record: OutboxRecord): void {
    if (this.underWay.has(record.id)) return;
    const cancel = new AbortController();
    this.underWay.set(record.id, cancel);
    this.progress.begin(record);
    const over = () => {
      if (this.underWay.get(record.id) === cancel) this.underWay.delete(record.id);
    };
    const running = this.lane.run(`${record.id} ${record.files.length}`, () => this.run(record, cancel.signal));
    background(this.context, running.finally(over));
  }

  cancel(id: string): void {
    this.underWay.get(id)?.abort();
    this.underWay.delete(id);
    this.progress.end(id);
  }

  /** The network is there again: what waits goes on. */
  goOn(): void {
    this.wake.abort();
    this.wake = new AbortController();
  }

  end(): void {
    for (const id of [...this.underWay.keys()]) this.cancel(id);
  }

  private async run(record: OutboxRecord, signal: AbortSignal): Promise<void> {
    let current = record;
    for (const [index, described] of record.files.entries()) {
      if (signal.aborted) return;
      if (described.done) continue;
      const file = (await this.context.db.get('uploads', [record.id, index]))?.file;
      // Without it the message was taken back.
      if (!file) return;
      const uploaded = await this.upload(current, index, file, signal);
      if (!uploaded) return;
      current = uploaded;
      const mediaId = uploaded.files[index]?.grant?.mediaId;
      if (mediaId !== undefined) await this.cache.put(mediaId, file);
    }
    this.ready(current);
  }

  /** Undefined: cancelled, or refused. */
  private async upload(record: OutboxRecord, index: number, file: Blob, signal: AbortSignal): Promise<OutboxRecord | undefined> {
    const { environment } = this.context;
    const show = (state: UploadProgress['state'], sent?: number) => this.progress.show(record, index, state, sent);
    let current: OutboxRecord | undefined = record;
    for (let [failures, beginnings] = [0, 0]; current && !signal.aborted; failures++) {
      try {
        show('uploading');
        const progress = (sent: number) => show('uploading', sent);
        const uploaded = await uploadFile(this.context, current, index, file, { signal, progress });
        show('done', file.size);
        return uploaded;
      } catch (failure) {
        if (signal.aborted) return undefined;
        const code = failure instanceof ChatError ? failure.code : 'offline';
        if (beginAnew.includes(code) && ++beginnings < mostBeginnings) {
          current = await startOver(this.context, record.id, index);
        } else if (!passing.includes(code)) {
          show('failed');
          this.refused(record, code);
          return undefined;
        } else if (failure instanceof TransferBroken && failure.signature) {
          current = await expireGrant(this.context, record.id, index);
        } else {
          current = await this.context.db.getFromIndex('outbox', 'id', record.id);
        }
        show('paused');
        const wait = (failure instanceof ChatError ? (failure.retryAfter ?? 0) * 1_000 : 0) + 100;
        const waking = this.wake.signal;
        await sleep(
          environment.clock,
          wait + Backoff.reconnect.delay(failures, environment.random()),
          AbortSignal.any([signal, waking]),
        );
      }
    }
    return undefined;
  }
}
