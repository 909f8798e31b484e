import { ChatError } from '../api.ts';
import type { TabContext } from '../client/TabContext.ts';
import { changeFile } from '../sending/outboxStore.ts';
import type { OutboxRecord, OutgoingFileRecord } from '../store/records.ts';
import { mediaBlock } from '../wire/limits.ts';
import type { WireUpload } from '../wire/wire.ts';
import { blocksOf, readBlockList, withQuery, writeBlockList } from './blocks.ts';
import { mediaContentType } from './mediaContentType.ts';

/** The store did not take it, for now. `signature`: the URL is no longer good. */
export class TransferBroken extends Error {
  constructor(
    message: string,
    readonly signature: boolean,
  ) {
    super(message);
  }
}

export interface UploadOptions {
  readonly signal: AbortSignal;
  readonly progress: (bytes: number) => void;
}

/** A URL that ends sooner than this is renewed first, ms. */
const margin = 30_000;
/** Blocks that go up at once. */
const width = 3;

/**
 * Brings one file of a message to the blob store, from where it stands. What is to be kept for a later attempt is in the store.
 * @throws ChatError as the server refused it. @throws TransferBroken
 */
export async function uploadFile(
  context: TabContext,
  record: OutboxRecord,
  index: number,
  file: Blob,
  options: UploadOptions,
): Promise<OutboxRecord | undefined> {
  const described = record.files[index];
  if (!described) throw new ChatError('not-uploaded', 'The message has no such file.');
  const bytes = await context.content.encodeMedium(file);
  const grant = await grantOf(context, record.id, index, described, bytes.size);
  if (bytes.size <= mediaBlock) await putWhole(context, grant, bytes, options);
  else await putBlocks(context, grant, bytes, options, described.grant !== undefined);
  await context.rest.post(`/api/media/${encodeURIComponent(grant.mediaId)}/complete`, {});
  return changeFile(context.db, record.id, index, (changed) => ({ ...changed, done: true }));
}

/** Forgets the grant, so that the next attempt begins anew. */
export function startOver(context: TabContext, id: string, index: number): Promise<OutboxRecord | undefined> {
  return changeFile(context.db, id, index, ({ grant: _, ...rest }) => rest);
}

/** Makes the next attempt ask for a new URL. */
export function expireGrant(context: TabContext, id: string, index: number): Promise<OutboxRecord | undefined> {
  return changeFile(context.db, id, index, (file) => ({
    ...file,
    ...(file.grant && { grant: { ...file.grant, expiresAt: new Date(0).toISOString() } }),
  }));
}

async function grantOf(
  { rest, db, environment }: TabContext,
  id: string,
  index: number,
  file: OutgoingFileRecord,
  size: number,
): Promise<WireUpload> {
  const held = file.grant;
  if (held && Date.parse(held.expiresAt) - margin > environment.clock.now()) return held;

  const grant = held
    ? await rest.post<WireUpload>(`/api/media/${encodeURIComponent(held.mediaId)}/upload`, {})
    : await rest.post<WireUpload>('/api/media', { contentType: mediaContentType(file.contentType), size });
  await changeFile(db, id, index, (changed) => ({ ...changed, grant }));
  return grant;
}

async function putWhole({ environment }: TabContext, grant: WireUpload, bytes: Blob, options: UploadOptions): Promise<void> {
  check(await environment.transfer.put(grant.uploadUrl, grant.uploadHeaders, bytes, options));
}

async function putBlocks(
  { environment }: TabContext,
  grant: WireUpload,
  bytes: Blob,
  { signal, progress }: UploadOptions,
  resumed: boolean,
): Promise<void> {
  const { transfer } = environment;
  // Not asked at first: a browser writes the 404 of an empty blob on its console.
  const there = resumed ? await blocksThere(environment, grant, signal) : new Map<string, number>();
  const blocks = blocksOf(bytes.size);
  const missing = blocks.filter(({ id, from, to }) => there.get(id) !== to - from);

  let settled = bytes.size - missing.reduce((sum, { from, to }) => sum + to - from, 0);
  const going = new Map<string, number>();
  const tell = () => progress(settled + [...going.values()].reduce((sum, sent) => sum + sent, 0));
  tell();
  const next = missing[Symbol.iterator]();
  const work = async () => {
    for (const { id, from, to } of next) {
      const url = withQuery(grant.uploadUrl, `comp=block&blockid=${encodeURIComponent(id)}`);
      const sent = (count: number) => {
        going.set(id, Math.min(count, to - from));
        tell();
      };
      check(await transfer.put(url, {}, bytes.slice(from, to), { signal, progress: sent }));
      going.delete(id);
      settled += to - from;
      tell();
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  // The type is of a PUT of the whole: with it the store takes the list for the blob.
  const { 'x-ms-blob-type': _, ...described } = grant.uploadHeaders;
  const headers = { ...described, 'Content-Type': 'application/xml' };
  check(
    await transfer.put(withQuery(grant.uploadUrl, 'comp=blocklist'), headers, writeBlockList(blocks), { signal, progress: tell }),
  );
}

async function blocksThere(
  { transfer }: TabContext['environment'],
  grant: WireUpload,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const list = await transfer.read(withQuery(grant.uploadUrl, 'comp=blocklist&blocklisttype=uncommitted'), { signal });
  // 404: no block has come there yet.
  if (list.status === 404) return new Map();
  check(list.status);
  return readBlockList(list.text);
}

function check(status: number): void {
  if (status >= 200 && status < 300) return;
  throw new TransferBroken(`The blob store answered ${status}.`, status === 401 || status === 403);
}
