import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Session } from '../api.ts';

export interface StoredSession extends Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** ms since 1970. */
  readonly obtainedAt: number;
  /** Seconds. */
  readonly expiresIn: number;
}

interface SessionSchema extends DBSchema {
  session: { key: string; value: StoredSession };
}

/** Who is signed in in this browser profile: one session for each edge, shared by all tabs. */
export class SessionStore {
  private constructor(
    private readonly db: IDBPDatabase<SessionSchema>,
    private readonly edge: string,
  ) {}

  static async open(edge: string): Promise<SessionStore> {
    const db = await openDB<SessionSchema>('chat-session', 1, {
      upgrade: (db) => void db.createObjectStore('session'),
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return new SessionStore(db, edge);
  }

  read(): Promise<StoredSession | undefined> {
    return this.db.get('session', this.edge);
  }

  /** Strict: a rotated refresh token that is lost with the power costs the session. */
  async write(session: StoredSession): Promise<void> {
    const tx = this.db.transaction('session', 'readwrite', { durability: 'strict' });
    await Promise.all([tx.store.put(session, this.edge), tx.done]);
  }

  /** Only if it is still that device's: another may have signed in meanwhile. */
  async remove(deviceId: string): Promise<void> {
    const tx = this.db.transaction('session', 'readwrite');
    if ((await tx.store.get(this.edge))?.deviceId === deviceId) await tx.store.delete(this.edge);
    await tx.done;
  }

  close(): void {
    this.db.close();
  }
}
