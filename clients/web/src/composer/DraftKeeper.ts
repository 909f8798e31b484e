/** A draft is kept this long after the last keystroke, ms. */
export const draftDelay = 400;

/** Keeps what is typed and not sent, without a write a keystroke. */
export class DraftKeeper {
  #pending: string | undefined;
  #cancel: (() => void) | undefined;

  constructor(
    private readonly keep: (text: string) => void,
    private readonly schedule: (run: () => void, delay: number) => () => void,
  ) {}

  typed(text: string): void {
    this.#pending = text;
    this.#cancel?.();
    this.#cancel = this.schedule(() => this.flush(), draftDelay);
  }

  /** Writes what waits: the chat is left, or the page hidden. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#pending === undefined) return;
    const text = this.#pending;
    this.#pending = undefined;
    this.keep(text);
  }

  /** What was typed has been sent. */
  clear(): void {
    this.typed('');
    this.flush();
  }
}
