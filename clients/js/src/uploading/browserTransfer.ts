import type { BlobTransfer, TransferOptions } from './BlobTransfer.ts';

/** A transfer that has not moved for this long is broken off, ms. */
const stalledAfter = 60_000;

export const browserTransfer: BlobTransfer = {
  // XMLHttpRequest, since fetch does not tell how much of a body has gone.
  put: (url, headers, body, { signal, progress }) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const request = new XMLHttpRequest();
      const abort = () => request.abort();
      let stall = setTimeout(abort, stalledAfter);
      request.open('PUT', url);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = ({ loaded }) => {
        clearTimeout(stall);
        stall = setTimeout(abort, stalledAfter);
        progress(loaded);
      };
      request.onload = () => resolve(request.status);
      request.onerror = request.onabort = () => reject(new Error('The blob store was not reached.'));
      request.onloadend = () => {
        clearTimeout(stall);
        signal.removeEventListener('abort', abort);
      };
      signal.addEventListener('abort', abort);
      request.send(body);
    }),

  async read(url, { signal }) {
    const response = await fetch(url, { signal, cache: 'no-store', credentials: 'omit' });
    return { status: response.status, text: await response.text() };
  },

  async download(url, options) {
    const response = await fetch(url, { signal: options.signal, credentials: 'omit' });
    if (!response.ok || !response.body) return { status: response.status };
    const type = response.headers.get('Content-Type') ?? '';
    return { status: response.status, blob: await collect(response.body, type, options) };
  },
};

/** Bytes that are held in the page's memory before they become a Blob, which the browser may keep on disk. */
const held = 16 * 1024 * 1024;

async function collect(body: ReadableStream<Uint8Array>, type: string, { progress }: TransferOptions): Promise<Blob> {
  const reader = body.getReader();
  let parts: BlobPart[] = [];
  for (let [received, open] = [0, 0]; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type });
    parts.push(value as Uint8Array<ArrayBuffer>);
    received += value.length;
    open += value.length;
    if (open >= held) {
      parts = [new Blob(parts)];
      open = 0;
    }
    progress(received);
  }
}
