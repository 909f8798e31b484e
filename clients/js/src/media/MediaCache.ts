import type { Clock } from '../environment/Clock.ts';
import type { ChatDatabase } from '../store/openDatabase.ts';
import type { MediaRecord } from '../store/records.ts';

/** Bytes of media that are kept; the least recently used go first. */
const capacity = 256 * 1024 * 1024;
/** A larger one is not kept. */
const largest = 64 * 1024 * 1024;

/** What was used longer ago than this, ms, is noted as used again. */
const usedAnew = 60 * 60_000;

/** Media that were seen, decoded, for the next time. */
export class MediaCache {
  constructor(
    private readonly db: ChatDatabase,
    private readonly clock: Clock,
  ) {}

  async get(mediaId: string): Promise<Blob | undefined> {
    const found = await this.db.get('media', mediaId);
    if (found && this.clock.now() > found.usedAt + usedAnew) await this.touch(found);
    return found?.blob;
  }

  /** It is written as a whole, bytes and all. A full disk leaves it as it is. */
  private async touch(found: MediaRecord): Promise<void> {
    try {
      await this.db.put('media', { ...found, usedAt: this.clock.now() });
    } catch (failure) {
      if (!isFull(failure)) throw failure;
    }
  }

  /** A full disk keeps nothing. */
  async put(mediaId: string, blob: Blob): Promise<void> {
    if (blob.size > largest) return;
    try {
      await this.write(mediaId, blob);
    } catch (failure) {
      if (!isFull(failure)) throw failure;
      await this.clear();
    }
  }

  private async write(mediaId: string, blob: Blob): Promise<void> {
    const tx = this.db.transaction('media', 'readwrite', { durability: 'relaxed' });
    const kept = await tx.store.index('usedAt').getAll();
    let total = kept.reduce((sum, { size }) => sum + size, blob.size);
    for (const { mediaId: oldest, size } of kept) {
      if (total <= capacity) break;
      void tx.store.delete(oldest);
      total -= size;
    }
    void tx.store.put({ mediaId, blob, size: blob.size, usedAt: this.clock.now() });
    await tx.done;
  }

  /** Makes room for what cannot be fetched again. */
  async clear(): Promise<void> {
    await this.db.clear('media');
  }
}

function isFull(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'QuotaExceededError';
}
