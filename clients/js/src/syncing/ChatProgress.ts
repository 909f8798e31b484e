import { addRange, rangeAt, removeRange, type Range } from '../ranges/ranges.ts';

/**
 * How far this device is in one chat, in memory and ahead of the store by what is being written. Everything up to `cursor` is here, or
 * known not to exist, or left for when it is looked at; the cursor falls only in `comeBack`.
 */
export class ChatProgress {
  /** The highest seq known to exist. */
  head: number;
  /** The highest seq that was pushed: pushes are in order, so that what is missing below it is lost, or an own send. */
  highestPush = 0;
  /** When to ask for what is missing; undefined while nothing is. */
  askAt: number | undefined;
  /** To be asked for although nothing is known to be missing. */
  askAnyway = false;

  constructor(
    readonly chatId: string,
    public cursor: number,
    head: number,
    /** What is here above the cursor. */
    private above: readonly Range[] = [],
    /** The first seq that a Sync passed over, with no message behind it since. */
    private passedFrom?: number,
  ) {
    this.head = Math.max(head, cursor);
  }

  get isBehind(): boolean {
    return this.cursor < this.head;
  }

  has(seq: number): boolean {
    return seq <= this.cursor || rangeAt(this.above, seq) !== undefined;
  }

  learnHead(seq: number): void {
    this.head = Math.max(this.head, seq);
  }

  learnPush(seq: number): void {
    this.learnHead(seq);
    this.highestPush = Math.max(this.highestPush, seq);
  }

  take(seq: number): void {
    const { cursor } = this;
    this.learnHead(seq);
    this.above = addRange(this.above, seq, seq);
    this.advance();
    if (this.cursor > cursor) this.passedFrom = undefined;
  }

  /** Nothing that is missing up to this seq exists for this user. */
  closeThrough(seq: number): void {
    if (seq <= this.cursor) return;
    this.passedFrom ??= this.cursor + 1;
    this.above = addRange(this.above, this.cursor + 1, seq);
    this.learnHead(seq);
    this.advance();
  }

  /**
   * The user is a member again. A Sync that ran while out brought nothing, and what it passed over is to be asked for again: the device
   * stands where the last message came. False: nothing was passed over.
   */
  comeBack(): boolean {
    if (this.passedFrom === undefined) return false;
    this.above = removeRange(this.above, this.passedFrom, this.cursor);
    this.cursor = this.passedFrom - 1;
    this.passedFrom = undefined;
    return true;
  }

  private advance(): void {
    const next = rangeAt(this.above, this.cursor + 1);
    if (next) this.cursor = next[1];
    this.above = this.above.filter((range) => range[0] > this.cursor);
  }
}
