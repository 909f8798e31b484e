import type { Seq } from '@chat/client';

/** A message counts as read once it has been on the screen, of a page that has the focus, for this long, ms. */
export const readAfter = 400;

/** Decides when messages were read. Scrolling on replaces what is waited for: what was passed on the way counts with it. */
export class ReadTracker {
  #read: Seq;
  #pending: Seq | undefined;
  #cancel: (() => void) | undefined;
  #attentive = false;

  constructor(
    read: Seq,
    private readonly markRead: (seq: Seq) => void,
    private readonly schedule: (run: () => void, delay: number) => () => void,
  ) {
    this.#read = read;
  }

  /** Whether somebody looks at the page: it is visible and has the focus. */
  attentive(attentive: boolean): void {
    this.#attentive = attentive;
    if (attentive) this.#wait();
    else this.#stop();
  }

  /** The highest seq on the screen. */
  visible(seq: Seq | undefined): void {
    if (seq === undefined || seq <= this.#read || seq === this.#pending) return;
    this.#pending = seq;
    this.#wait();
  }

  close(): void {
    this.#stop();
  }

  #wait(): void {
    if (!this.#attentive || this.#pending === undefined || this.#cancel !== undefined) return;
    this.#cancel = this.schedule(() => {
      this.#cancel = undefined;
      const seq = this.#pending;
      this.#pending = undefined;
      if (seq === undefined || seq <= this.#read) return;
      this.#read = seq;
      this.markRead(seq);
    }, readAfter);
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
