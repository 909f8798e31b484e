import type { BlobTransfer } from '../../src/uploading/BlobTransfer.ts';

/** A blob store behind signed URLs: whole blobs, blocks, block lists; it forgets nothing when a client goes away. */
export class FakeBlobs implements BlobTransfer {
  readonly blobs = new Map<string, Blob>();
  readonly blocks = new Map<string, Map<string, Blob>>();
  /** Each put, by what it was. */
  readonly puts: string[] = [];
  /** Signatures that are no longer good. */
  readonly expired = new Set<string>();
  /** Called before a put is taken; what it throws breaks the transfer. */
  before: (what: string, signal: AbortSignal) => Promise<void> = () => Promise.resolve();

  async put(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Blob | string,
    { signal, progress }: { signal: AbortSignal; progress: (bytes: number) => void },
  ): Promise<number> {
    const { pathname, searchParams } = new URL(url);
    if (this.expired.has(searchParams.get('sig') ?? '')) return 403;
    const comp = searchParams.get('comp') ?? 'blob';
    const id = searchParams.get('blockid');
    const what = id ? `block ${Number(atob(id))}` : comp;
    await this.before(what, signal);
    signal.throwIfAborted();
    this.puts.push(what);
    const blocks = this.blocks.get(pathname) ?? new Map<string, Blob>();
    this.blocks.set(pathname, blocks);
    if (id) blocks.set(id, body as Blob);
    else if (comp === 'blocklist' && !headers['x-ms-blob-type']) {
      const ids = [...(body as string).matchAll(/<Latest>([^<]*)</g)].map(([, latest]) => latest ?? '');
      this.blobs.set(pathname, new Blob(ids.map((latest) => blocks.get(latest)!)));
    } else {
      // A PUT with the type of a blob is one, whatever else it says.
      const blob = new Blob([body]);
      this.blobs.set(pathname, blob);
      progress(blob.size);
    }
    return 201;
  }

  read(url: string): Promise<{ status: number; text: string }> {
    const { pathname } = new URL(url);
    const blocks = [...(this.blocks.get(pathname) ?? [])];
    if (blocks.length === 0) return Promise.resolve({ status: 404, text: '' });
    const list = blocks.map(([id, { size }]) => `<Block><Name>${id}</Name><Size>${size}</Size></Block>`).join('');
    const text = `<?xml version="1.0"?><BlockList><UncommittedBlocks>${list}</UncommittedBlocks></BlockList>`;
    return Promise.resolve({ status: 200, text });
  }

  async download(url: string, { signal }: { signal: AbortSignal }): Promise<{ status: number; blob?: Blob }> {
    signal.throwIfAborted();
    const blob = this.blobs.get(new URL(url).pathname);
    return blob ? { status: 200, blob } : { status: 404 };
  }
}
