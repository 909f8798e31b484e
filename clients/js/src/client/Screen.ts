import type { Tabs } from '../tabs/Tabs.ts';

/** What this tab's screens show, told to the tab that holds the connection whenever it changes. */
export class Screen {
  private readonly opened: string[] = [];
  private readonly watched: (readonly string[])[] = [];
  private telling = false;

  constructor(private readonly tabs: Tabs) {}

  open(chatId: string): () => void {
    return this.show(this.opened, chatId);
  }

  watch(userIds: readonly string[]): () => void {
    return this.show(this.watched, [...userIds]);
  }

  /** Once for all changes of a turn. */
  tell(): void {
    if (this.telling) return;
    this.telling = true;
    queueMicrotask(() => {
      this.telling = false;
      const watch = [...new Set(this.watched.flat())];
      this.tabs.wish({ type: 'interest', tab: this.tabs.id, open: [...new Set(this.opened)], watch });
    });
  }

  private show<T>(list: T[], shown: T): () => void {
    list.push(shown);
    this.tell();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      list.splice(list.indexOf(shown), 1);
      this.tell();
    };
  }
}
