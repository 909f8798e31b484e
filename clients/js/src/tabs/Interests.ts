import type { Locks } from '../environment/Locks.ts';

interface Interest {
  readonly open: readonly string[];
  readonly watch: readonly string[];
}

/** The lock that a tab holds as long as it lives. */
export function tabLock(tab: string): string {
  return `chat-tab-${tab}`;
}

/** What the screens of all tabs show. A tab that is gone shows nothing: its lock tells. */
export class Interests {
  private readonly tabs = new Map<string, Interest>();

  constructor(
    private readonly locks: Locks,
    private readonly own: string,
    private readonly signal: AbortSignal,
    private readonly changed: (union: Interest) => void,
  ) {}

  set(tab: string, interest: Interest): void {
    const known = this.tabs.has(tab);
    this.tabs.set(tab, interest);
    this.tell();
    if (!known && tab !== this.own) this.forgetWhenGone(tab);
  }

  private forgetWhenGone(tab: string): void {
    const gone = () => {
      this.tabs.delete(tab);
      this.tell();
      return Promise.resolve();
    };
    this.locks.request(tabLock(tab), { signal: this.signal }, gone).catch((failure: unknown) => {
      if (!this.signal.aborted) throw failure;
    });
  }

  private tell(): void {
    const all = [...this.tabs.values()];
    this.changed({
      open: [...new Set(all.flatMap(({ open }) => open))],
      watch: [...new Set(all.flatMap(({ watch }) => watch))],
    });
  }
}
