import type { Changes } from '../api.ts';

export type ChangeLists = { readonly [K in keyof Changes]?: Iterable<string> };

const kinds = ['chats', 'messages', 'members', 'presence', 'typing'] as const;

/** Collects what changes in one turn and tells it as one. */
export class ChangeCollector {
  private pending: Map<keyof Changes, Set<string>> | undefined;

  constructor(private readonly tell: (changes: Changes) => void) {}

  note(lists: ChangeLists): void {
    if (!this.pending) {
      this.pending = new Map(kinds.map((kind) => [kind, new Set<string>()]));
      queueMicrotask(() => this.flush());
    }
    for (const kind of kinds) {
      for (const id of lists[kind] ?? []) this.pending.get(kind)?.add(id);
    }
  }

  private flush(): void {
    const pending = this.pending;
    this.pending = undefined;
    if (!pending || [...pending.values()].every((ids) => ids.size === 0)) return;
    this.tell(Object.fromEntries(pending) as unknown as Changes);
  }
}
