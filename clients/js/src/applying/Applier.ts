import type { ContentCodec } from '../content/Content.ts';
import { messageRecord } from '../store/messageRecord.ts';
import type { ChatDatabase } from '../store/openDatabase.ts';
import { applyEntries, type Applied } from './applyEntries.ts';
import type { Arrival, Entry } from './Arrival.ts';

/** Arrivals that wait to be written. Beyond it messages are not taken, and a later Sync brings them. */
const capacity = 10_000;
/** Arrivals in one transaction. */
const maxBatch = 500;

/** Writes what arrives, in its order, a batch at a time: the next one collects while one is under way. */
export class Applier {
  private queue: Arrival[] = [];
  private running: Promise<void> | undefined;

  /** @param failed The store did not take a batch: what was to be written is not known to be there. */
  constructor(
    private readonly db: ChatDatabase,
    private readonly content: ContentCodec,
    private readonly self: string,
    private readonly applied: (applied: Applied) => void,
    private readonly failed: (failure: unknown) => void,
  ) {}

  get isFull(): boolean {
    return this.queue.length >= capacity;
  }

  enqueue(arrival: Arrival): void {
    this.queue.push(arrival);
    this.running ??= this.run();
  }

  /** When all that came so far is written, or given up. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    // What comes in the same turn goes with it.
    await Promise.resolve();
    try {
      while (this.queue.length > 0) {
        const batch = this.queue.splice(0, maxBatch);
        const entries = await Promise.all(batch.map((arrival) => this.decode(arrival)));
        this.applied(await applyEntries(this.db, this.self, entries));
      }
    } catch (failure) {
      this.queue = [];
      this.failed(failure);
    } finally {
      this.running = undefined;
    }
  }

  private async decode(arrival: Arrival): Promise<Entry> {
    if (arrival.type !== 'message') return arrival;
    return { type: 'received', message: await messageRecord(arrival.message, this.content, this.self), live: arrival.live };
  }
}
