import { ChatError } from '../api.ts';
import type { Environment } from '../environment/Environment.ts';
import { call } from '../rest/call.ts';
import { sleep } from '../retrying/sleep.ts';
import type { WireTokens } from '../wire/wire.ts';
import type { SessionStore, StoredSession } from './SessionStore.ts';

/**
 * The device's tokens, refreshed by one tab at a time: refresh tokens rotate, and a second use of an old one revokes the device. An
 * answer that was lost is asked for again at once with the same token, which the server allows for 60 s.
 */
export class Tokens {
  constructor(
    private readonly environment: Environment,
    private readonly edge: string,
    private readonly store: SessionStore,
    private held: StoredSession,
  ) {}

  /** When the token is to be refreshed, ms since 1970: a minute before its end, or at four fifths of a short one's life. */
  get refreshAt(): number {
    return refreshAt(this.held);
  }

  /** An access token that is good for a while. */
  async get(): Promise<string> {
    return this.environment.clock.now() < this.refreshAt ? this.held.accessToken : this.refresh(this.held.accessToken);
  }

  /**
   * Another access token than the one given, which was refused or is about to expire.
   * @throws ChatError `bad-refresh-token`: the session is over.
   */
  async refresh(refused: string): Promise<string> {
    if (this.held.accessToken !== refused && this.environment.clock.now() < this.refreshAt) return this.held.accessToken;
    await this.environment.locks.request(`chat-refresh-${this.held.deviceId}`, {}, async () => {
      const stored = await this.store.read();
      if (stored?.deviceId !== this.held.deviceId)
        throw new ChatError('bad-refresh-token', 'The session has ended in another tab.');
      this.held = stored;
      if (stored.accessToken !== refused && this.environment.clock.now() < this.refreshAt) return;

      const tokens = await this.rotate(stored.refreshToken);
      const { accessToken, refreshToken, expiresIn } = tokens;
      const fresh = { ...stored, accessToken, refreshToken, expiresIn, obtainedAt: this.environment.clock.now() };
      await this.store.write(fresh);
      this.held = fresh;
    });
    return this.held.accessToken;
  }

  private async rotate(refreshToken: string): Promise<WireTokens> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await call<WireTokens>(this.environment, `${this.edge}/api/tokens/refresh`, {
          method: 'POST',
          body: { refreshToken },
        });
      } catch (failure) {
        const lost = failure instanceof ChatError && ['offline', 'unavailable'].includes(failure.code);
        if (!lost || attempt === 2 || !this.environment.network.online()) throw failure;
        await sleep(this.environment.clock, 300 * (attempt + 1));
      }
    }
  }
}

function refreshAt(session: StoredSession): number {
  const life = session.expiresIn * 1_000;
  return session.obtainedAt + life - Math.min(life / 5, 60_000);
}
