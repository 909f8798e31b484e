import type { Row } from './rows.ts';

/**
 * The heights that rows were measured with, by key. They belong to one width of the list: another width forgets them. A number a row
 * is kept for rows that were dropped too, up to `bound`: who scrolls back finds the list as long as it was.
 */
export class RowHeights {
  readonly #measured = new Map<string, number>();
  #width = 0;

  constructor(
    private readonly estimate: (row: Row, width: number) => number,
    private readonly bound = 20_000,
  ) {}

  get width(): number {
    return this.#width;
  }

  /** True when that was a change. */
  setWidth(width: number): boolean {
    if (width === this.#width) return false;
    this.#width = width;
    this.#measured.clear();
    return true;
  }

  /** True when that was a change. */
  measured(key: string, height: number): boolean {
    const known = this.#measured.get(key);
    if (known !== undefined && Math.abs(known - height) < 0.05) return false;
    if (known === undefined && this.#measured.size >= this.bound) {
      const oldest = this.#measured.keys().next();
      if (!oldest.done) this.#measured.delete(oldest.value);
    }
    this.#measured.set(key, height);
    return true;
  }

  has(key: string): boolean {
    return this.#measured.has(key);
  }

  of(row: Row): number {
    return this.#measured.get(row.key) ?? this.estimate(row, this.#width);
  }
}
