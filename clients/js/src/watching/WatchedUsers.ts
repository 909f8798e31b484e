import type { Presence } from '../api.ts';
import type { Environment } from '../environment/Environment.ts';
import { Backoff } from '../retrying/Backoff.ts';
import { maxWatched } from '../wire/limits.ts';
import type { WirePresence } from '../wire/wire.ts';

/** The users whose presence the screens show, told to each new connection; how they are is forgotten with it. One watch is under way at a
 * time, and who is added meanwhile goes with the next. */
export class WatchedUsers {
  /** By the user, whether this connection's server knows. */
  private users = new Map<string, boolean>();
  private readonly present = new Map<string, Presence>();
  private asked = new Set<string>();
  private readonly changedSince = new Set<string>();
  private connectedNow = false;
  private underWay = false;
  private failures = 0;
  private retryAt: number | undefined;

  /** @param show Tells how users are; those without an entry are not known any more. */
  constructor(
    private readonly environment: Environment,
    private readonly watch: (userIds: readonly string[]) => void,
    private readonly unwatch: (userIds: readonly string[]) => void,
    private readonly show: (present: readonly Presence[], gone: readonly string[]) => void,
  ) {}

  get nextDue(): number | undefined {
    return this.connectedNow ? this.retryAt : undefined;
  }

  all(): readonly Presence[] {
    return [...this.present.values()];
  }

  connected(): void {
    this.connectedNow = true;
    this.failures = 0;
    this.ask();
  }

  disconnected(): void {
    this.connectedNow = false;
    this.underWay = false;
    this.retryAt = undefined;
    this.asked.clear();
    for (const userId of this.users.keys()) this.users.set(userId, false);
    this.forget([...this.present.keys()]);
  }

  /** Who is to be watched from now on. */
  want(userIds: readonly string[]): void {
    const wanted = new Set(userIds.slice(0, maxWatched));
    const ended = [...this.users.keys()].filter((userId) => !wanted.has(userId));
    const named = ended.filter((userId) => this.users.get(userId) === true || this.asked.has(userId));
    this.users = new Map([...wanted].map((userId) => [userId, this.users.get(userId) ?? false]));
    for (const userId of ended) this.asked.delete(userId);
    this.forget(ended.filter((userId) => this.present.has(userId)));
    if (this.connectedNow && named.length > 0) this.unwatch(named);
    this.ask();
  }

  told(presence: WirePresence): void {
    if (!this.users.has(presence.userId)) return;
    if (this.asked.has(presence.userId)) this.changedSince.add(presence.userId);
    this.learn([presence]);
  }

  /** How those are whom the last watch named, as far as they may be seen. */
  answered(answer: readonly WirePresence[]): void {
    this.failures = 0;
    this.underWay = false;
    // Whoever has changed since was told of already: the answer is older.
    this.learn(answer.filter(({ userId }) => this.asked.has(userId) && !this.changedSince.has(userId)));
    for (const userId of this.asked) this.users.set(userId, true);
    this.ask();
  }

  refused(code: string): void {
    this.underWay = false;
    const again = code === 'unavailable' || code === 'rate-limited';
    if (again)
      this.retryAt = this.environment.clock.now() + Backoff.unavailable.delay(this.failures++, this.environment.random());
    // What was refused for good is not asked again on this connection.
    else for (const userId of this.asked) this.users.set(userId, true);
    this.ask();
  }

  turn(): void {
    if (!this.connectedNow || this.retryAt === undefined || this.retryAt > this.environment.clock.now()) return;
    this.retryAt = undefined;
    this.ask();
  }

  private ask(): void {
    if (!this.connectedNow || this.underWay || this.retryAt !== undefined) return;
    this.changedSince.clear();
    this.asked = new Set([...this.users].flatMap(([userId, known]) => (known ? [] : userId)));
    if (this.asked.size === 0) return;
    this.underWay = true;
    this.watch([...this.asked]);
  }

  private learn(answer: readonly WirePresence[]): void {
    const present = answer.map(({ userId, status, lastSeen }) => ({
      userId,
      online: status === 'ONLINE',
      ...(lastSeen && { lastSeen: Date.parse(lastSeen) }),
    }));
    for (const presence of present) this.present.set(presence.userId, presence);
    if (present.length > 0) this.show(present, []);
  }

  private forget(userIds: readonly string[]): void {
    for (const userId of userIds) this.present.delete(userId);
    if (userIds.length > 0) this.show([], userIds);
  }
}
