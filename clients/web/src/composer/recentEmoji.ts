/** Shown at once in the picker. */
export const recentCount = 24;

const storageKey = 'chat.recent-emoji';

/** The emoji that were used last, the newest first, kept in this browser. */
export class RecentEmoji {
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'>) {}

  list(): readonly string[] {
    return (this.storage.getItem(storageKey) ?? '').split(' ').filter((emoji) => emoji !== '');
  }

  used(emoji: string): void {
    const list = [emoji, ...this.list().filter((other) => other !== emoji)].slice(0, recentCount);
    this.storage.setItem(storageKey, list.join(' '));
  }
}
