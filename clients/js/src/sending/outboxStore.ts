import type { ChatDatabase } from '../store/openDatabase.ts';
import type { OutboxRecord, OutgoingFileRecord } from '../store/records.ts';

/** Safe when it returns, also against a loss of power. */
export async function addToOutbox(db: ChatDatabase, record: OutboxRecord, files: readonly Blob[]): Promise<void> {
  const tx = db.transaction(['outbox', 'uploads'], 'readwrite', { durability: 'strict' });
  void tx.objectStore('outbox').add(record);
  for (const [index, file] of files.entries()) void tx.objectStore('uploads').add({ id: record.id, index, file });
  await tx.done;
}

/** Undefined: it is not there any more. */
export async function changeInOutbox(
  db: ChatDatabase,
  id: string,
  change: (record: OutboxRecord) => OutboxRecord,
): Promise<OutboxRecord | undefined> {
  const tx = db.transaction('outbox', 'readwrite', { durability: 'relaxed' });
  const record = await tx.store.index('id').get(id);
  const changed = record && change(record);
  if (changed) void tx.store.put(changed);
  await tx.done;
  return changed;
}

export function changeFile(
  db: ChatDatabase,
  id: string,
  index: number,
  change: (file: OutgoingFileRecord) => OutgoingFileRecord,
): Promise<OutboxRecord | undefined> {
  return changeInOutbox(db, id, (record) => ({
    ...record,
    files: record.files.map((file, at) => (at === index ? change(file) : file)),
  }));
}

export async function removeFromOutbox(db: ChatDatabase, id: string): Promise<boolean> {
  const tx = db.transaction(['outbox', 'uploads'], 'readwrite');
  const n = await tx.objectStore('outbox').index('id').getKey(id);
  if (n !== undefined) {
    void tx.objectStore('outbox').delete(n);
    void tx.objectStore('uploads').delete(IDBKeyRange.bound([id, 0], [id, Infinity]));
  }
  await tx.done;
  return n !== undefined;
}
