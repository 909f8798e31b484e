import type { Attachment } from '@chat/client';

/** Object URLs that nobody shows any more are kept for who scrolls back, so many of them. */
export const idleKept = 48;

interface Entry {
  readonly abort: AbortController;
  readonly ready: Promise<string>;
  url: string | undefined;
  users: number;
}

export interface MediaLease {
  /** At once, where it was loaded before. */
  readonly url: string | undefined;
  readonly ready: Promise<string>;
  /** Nobody shows it here any more. What is still loading is given up with its last user. */
  release(): void;
}

export interface UrlFactory {
  create(blob: Blob): string;
  revoke(url: string): void;
}

/** Received media as object URLs: loaded once for all that show them, revoked when none does. */
export class MediaUrls {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly load: (attachment: Attachment, signal: AbortSignal) => Promise<Blob>,
    private readonly urls: UrlFactory,
  ) {}

  acquire(attachment: Attachment): MediaLease {
    const key = attachment.mediaId;
    const entry = this.#entries.get(key) ?? this.#begin(attachment);
    // The order of the map is the order of use.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.users++;
    let released = false;
    return {
      url: entry.url,
      ready: entry.ready,
      release: () => {
        if (released) return;
        released = true;
        entry.users--;
        this.#sweep(key, entry);
      },
    };
  }

  #begin(attachment: Attachment): Entry {
    const abort = new AbortController();
    const ready = this.load(attachment, abort.signal).then((blob) => {
      abort.signal.throwIfAborted();
      return (entry.url = this.urls.create(blob));
    });
    const entry: Entry = { abort, ready, url: undefined, users: 0 };
    // What failed is loaded anew by the next one who asks; the present ones see the failure on their own lease.
    ready.catch(() => this.#forget(attachment.mediaId, entry));
    return entry;
  }

  #sweep(key: string, entry: Entry): void {
    if (entry.users > 0) return;
    if (entry.url === undefined) {
      this.#forget(key, entry);
      entry.abort.abort();
      return;
    }
    const idle = [...this.#entries].filter(([, { users, url }]) => users === 0 && url !== undefined);
    for (const [oldKey, old] of idle.slice(0, Math.max(0, idle.length - idleKept))) {
      this.#forget(oldKey, old);
      this.urls.revoke(old.url!);
    }
  }

  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
