import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { User } from '../api.ts';
import type {
  ChatRecord,
  DraftRecord,
  MediaRecord,
  MembersRecord,
  MessageRecord,
  OutboxRecord,
  UploadRecord,
  WatermarksRecord,
} from './records.ts';

export interface ChatSchema extends DBSchema {
  /** `listed`: whether the list of chats was read to its end. */
  meta: { key: string; value: unknown };
  chats: { key: string; value: ChatRecord };
  messages: { key: [string, number]; value: MessageRecord; indexes: { counted: [string, number] } };
  watermarks: { key: string; value: WatermarksRecord };
  members: { key: string; value: MembersRecord };
  users: { key: string; value: User };
  drafts: { key: string; value: DraftRecord };
  outbox: { key: number; value: OutboxRecord; indexes: { id: string; chat: [string, number] } };
  uploads: { key: [string, number]; value: UploadRecord };
  media: { key: string; value: MediaRecord; indexes: { usedAt: number } };
}

export type ChatDatabase = IDBPDatabase<ChatSchema>;

const version = 1;

/** One database for each user and device. Each schema version adds a step; none that was released changes. */
export function openDatabase(name: string): Promise<ChatDatabase> {
  return openDB<ChatSchema>(name, version, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('meta');
        db.createObjectStore('chats', { keyPath: 'chatId' });
        db.createObjectStore('messages', { keyPath: ['chatId', 'seq'] }).createIndex('counted', ['chatId', 'countedSeq']);
        db.createObjectStore('watermarks', { keyPath: 'chatId' });
        db.createObjectStore('members', { keyPath: 'chatId' });
        db.createObjectStore('users', { keyPath: 'userId' });
        db.createObjectStore('drafts', { keyPath: 'chatId' });
        const outbox = db.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });
        outbox.createIndex('id', 'id', { unique: true });
        outbox.createIndex('chat', ['chatId', 'n']);
        db.createObjectStore('uploads', { keyPath: ['id', 'index'] });
        db.createObjectStore('media', { keyPath: 'mediaId' }).createIndex('usedAt', 'usedAt');
      }
    },
    // Another tab deletes it, at signing out, or has a newer version.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

export function databaseName(session: { readonly userId: string; readonly deviceId: string }): string {
  return `chat-${session.userId}-${session.deviceId}`;
}
