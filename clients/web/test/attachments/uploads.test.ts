import { describe, expect, it, vi } from 'vitest';
import type { Attachment, OutgoingFile } from '@chat/client';
import { AttachmentDraft, maxFiles } from '../../src/attachments/AttachmentDraft.ts';
import { inertBlob } from '../../src/attachments/inertBlob.ts';
import { idleKept, MediaUrls } from '../../src/attachments/MediaUrls.ts';
import { uploadView } from '../../src/attachments/uploadView.ts';

describe('uploadView', () => {
  it('what is under way can be cancelled, what failed tried again, what is done needs nothing', () => {
    const at = { sent: 25, total: 100 };
    expect(uploadView({ state: 'waiting', ...at }, 'waiting')).toMatchObject({ action: 'cancel', share: undefined });
    expect(uploadView({ state: 'uploading', ...at }, 'waiting')).toMatchObject({ action: 'cancel', share: 0.25 });
    expect(uploadView({ state: 'paused', ...at }, 'waiting')).toMatchObject({ action: 'cancel', share: 0.25 });
    expect(uploadView({ state: 'failed', ...at }, 'waiting')).toMatchObject({ action: 'retry' });
    expect(uploadView({ state: 'uploading', ...at }, 'failed')).toMatchObject({ action: 'retry' });
    expect(uploadView({ state: 'done', ...at }, 'waiting')).toMatchObject({ action: 'none' });
  });

  it('says in words how far it is', () => {
    expect(uploadView({ state: 'uploading', sent: 999, total: 1000 }, 'waiting').label).toContain('99 %');
  });
});

it('what could run as a page of this origin is shown as plain bytes', () => {
  const typeOf = (type: string): string => inertBlob(new Blob(['x'], { type })).type;
  for (const type of ['image/png', 'image/webp', 'audio/ogg', 'video/mp4']) expect(typeOf(type)).toBe(type);
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/html;image/png', 'video/xml', ''])
    expect(typeOf(type)).toBe('application/octet-stream');
});

const file = (name: string, size = 3): File => new File(['x'.repeat(size)], name, { type: 'image/png' });

describe('AttachmentDraft', () => {
  const prepare = async (each: File, asFile: boolean): Promise<OutgoingFile> => ({
    kind: asFile ? 'file' : 'image',
    file: each,
    name: each.name,
  });

  it('gives its files once each is ready, in the order they were added', async () => {
    const draft = new AttachmentDraft(prepare, () => undefined);
    draft.add([file('a.png'), file('b.png')]);
    expect(draft.take()).toBeUndefined();
    await vi.waitFor(() => expect(draft.items.value.every(({ ready }) => ready !== undefined)).toBe(true));
    expect(draft.take()?.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    expect(draft.items.value).toEqual([]);
  });

  it('a picture can go as a file, and back', async () => {
    const draft = new AttachmentDraft(prepare, () => undefined);
    draft.add([file('a.png')]);
    draft.setAsFile(1, true);
    await vi.waitFor(() => expect(draft.items.value[0]?.ready?.kind).toBe('file'));
    draft.setAsFile(1, false);
    await vi.waitFor(() => expect(draft.items.value[0]?.ready?.kind).toBe('image'));
  });

  it('refuses what is empty and what is too many', () => {
    const draft = new AttachmentDraft(prepare, () => undefined);
    expect(draft.add([file('a', 0)])).toBe('empty');
    expect(draft.add(Array.from({ length: maxFiles + 1 }, (_, i) => file(`${i}`)))).toBe('too-many');
    expect(draft.items.value).toHaveLength(maxFiles);
  });

  it('what cannot be read is taken out and told', async () => {
    const failed = vi.fn();
    const draft = new AttachmentDraft(() => Promise.reject(new Error('unreadable')), failed);
    draft.add([file('a')]);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
    expect(draft.items.value).toEqual([]);
  });

  it('what was removed while it was made ready does not come back', async () => {
    const draft = new AttachmentDraft(prepare, () => undefined);
    draft.add([file('a')]);
    draft.remove(1);
    await Promise.resolve();
    expect(draft.items.value).toEqual([]);
  });
});

describe('MediaUrls', () => {
  const medium = (id: string): Attachment => ({ kind: 'image', mediaId: id, name: id, contentType: 'image/png', size: 1 });

  function urls(load: (attachment: Attachment, signal: AbortSignal) => Promise<Blob> = async () => new Blob(['x'])) {
    const revoked: string[] = [];
    let made = 0;
    const loads = vi.fn(load);
    return {
      revoked,
      loads,
      media: new MediaUrls(loads, { create: () => `blob:${++made}`, revoke: (url) => revoked.push(url) }),
    };
  }

  it('what several show is loaded once', async () => {
    const { media, loads } = urls();
    const [a, b] = [media.acquire(medium('f')), media.acquire(medium('f'))];
    expect(await a.ready).toBe(await b.ready);
    expect(loads).toHaveBeenCalledOnce();
  });

  it('who comes back finds it at once', async () => {
    const { media } = urls();
    const first = media.acquire(medium('f'));
    const url = await first.ready;
    first.release();
    expect(media.acquire(medium('f')).url).toBe(url);
  });

  it('only so many are kept that nobody shows, the longest unused go first', async () => {
    const { media, revoked } = urls();
    for (let i = 0; i < idleKept + 2; i++) {
      const lease = media.acquire(medium(`f${i}`));
      await lease.ready;
      lease.release();
    }
    expect(revoked).toEqual(['blob:1', 'blob:2']);
  });

  it('loading is given up with its last user', async () => {
    let signal: AbortSignal | undefined;
    const { media } = urls((_, given) => {
      signal = given;
      return new Promise((_, reject) => given.addEventListener('abort', () => reject(new Error('aborted'))));
    });
    const [a, b] = [media.acquire(medium('f')), media.acquire(medium('f'))];
    a.release();
    expect(signal?.aborted).toBe(false);
    b.release();
    expect(signal?.aborted).toBe(true);
    await expect(a.ready).rejects.toThrow('aborted');
  });

  it('what failed is loaded anew by the next who asks', async () => {
    const { media, loads } = urls();
    loads.mockRejectedValueOnce(new Error('offline'));
    await expect(media.acquire(medium('f')).ready).rejects.toThrow('offline');
    expect(await media.acquire(medium('f')).ready).toBe('blob:1');
  });
});
