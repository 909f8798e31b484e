import { ChatError, type Attachment } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import type { MediaCache } from './MediaCache.ts';

export interface MediaOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (received: number) => void;
}

interface Download {
  readonly blob: Promise<Blob>;
  readonly cancel: AbortController;
  readonly watchers: Set<(received: number) => void>;
  waiting: number;
}

/** The bytes of attachments: from the cache, or from the blob store, once for all who want them. */
export class Media {
  private readonly downloads = new Map<string, Download>();

  constructor(
    private readonly context: TabContext,
    private readonly cache: MediaCache,
  ) {}

  async get(attachment: Attachment, { signal, progress }: MediaOptions = {}): Promise<Blob> {
    signal?.throwIfAborted();
    const kept = await this.cache.get(attachment.mediaId);
    signal?.throwIfAborted();
    if (kept) return kept.type === attachment.contentType ? kept : new Blob([kept], { type: attachment.contentType });

    const download = this.downloads.get(attachment.mediaId) ?? this.begin(attachment);
    download.waiting++;
    if (progress) download.watchers.add(progress);
    let aborted: (() => void) | undefined;
    try {
      const broken = new Promise<never>((_, reject) => {
        aborted = () => reject(signal?.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
        signal?.addEventListener('abort', aborted);
      });
      return await Promise.race([download.blob, broken]);
    } finally {
      if (aborted) signal?.removeEventListener('abort', aborted);
      if (progress) download.watchers.delete(progress);
      // The last one to lose interest ends it.
      if (--download.waiting === 0) this.end(attachment.mediaId, download);
    }
  }

  private begin(attachment: Attachment): Download {
    const cancel = new AbortController();
    const watchers = new Set<(received: number) => void>();
    const progress = (received: number) => watchers.forEach((watcher) => watcher(received));
    const blob = this.download(attachment, cancel.signal, progress);
    const download = { blob, cancel, watchers, waiting: 0 };
    this.downloads.set(attachment.mediaId, download);
    return download;
  }

  /** Whoever wants it from now on begins anew, and does not join one that was broken off. */
  private end(mediaId: string, download: Download): void {
    download.cancel.abort();
    if (this.downloads.get(mediaId) === download) this.downloads.delete(mediaId);
  }

  private async download(attachment: Attachment, signal: AbortSignal, progress: (received: number) => void): Promise<Blob> {
    const { rest, environment, content } = this.context;
    const { mediaId } = attachment;
    const { downloadUrl } = await rest.get<{ downloadUrl: string }>(`/api/media/${encodeURIComponent(mediaId)}`);
    const { status, blob } = await environment.transfer.download(downloadUrl, { signal, progress }).catch((failure: unknown) => {
      throw signal.aborted ? failure : new ChatError('offline', 'The blob store was not reached.');
    });
    if (!blob) throw new ChatError(status === 404 ? 'media-not-found' : 'unavailable', `The blob store answered ${status}.`);
    const decoded = await content.decodeMedium(blob, attachment);
    await this.cache.put(mediaId, decoded);
    return decoded;
  }
}
