/** Rows of a list by their place in it, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** What keeps its place on the screen while everything around it changes. */
export interface Anchor {
  readonly key: string;
  /** How far the viewport's lower edge lies above the row's lower edge, px; negative: below it. */
  readonly gap: number;
}

/**
 * Where the rows of a list are. A conversation hangs on its end: every distance is counted from there, so that what is loaded or grows
 * above the viewport moves nothing. Heights that were not measured yet are estimated.
 */
export class RowLayout {
  readonly #heights: Float64Array;
  // The distance of a row's lower edge from the end of the list.
  readonly #below: Float64Array;
  readonly #places = new Map<string, number>();
  readonly total: number;

  constructor(
    readonly keys: readonly string[],
    heightOf: (place: number) => number,
    /** Empty space after the last row, and before the first. */
    padding: { readonly end: number; readonly start: number } = { end: 0, start: 0 },
  ) {
    this.#heights = new Float64Array(keys.length);
    this.#below = new Float64Array(keys.length);
    let below = padding.end;
    for (let i = keys.length - 1; i >= 0; i--) {
      const height = heightOf(i);
      this.#heights[i] = height;
      this.#below[i] = below;
      below += height;
      this.#places.set(keys[i]!, i);
    }
    this.total = below + padding.start;
  }

  placeOf(key: string): number | undefined {
    return this.#places.get(key);
  }

  height(place: number): number {
    return this.#heights[place] ?? 0;
  }

  below(place: number): number {
    return this.#below[place] ?? 0;
  }

  above(place: number): number {
    return this.total - this.below(place) - this.height(place);
  }

  /** The rows that lie, if only partly, between two distances from the end. Undefined without rows. */
  between(from: number, to: number): Range | undefined {
    const count = this.keys.length;
    if (count === 0) return undefined;
    // Distances fall with the place: the last row that still begins above `from`, the first that ends below `to`.
    const last = Math.min(count - 1, this.#firstPlace((i) => this.below(i) + this.height(i) <= from) - 1);
    const first = this.#firstPlace((i) => this.below(i) < to);
    return { first: Math.min(Math.max(0, first), count - 1), last: Math.max(Math.max(0, last), Math.min(first, count - 1)) };
  }

  /** The row at the viewport's lower edge. */
  anchorAt(distance: number): Anchor | undefined {
    const place = this.between(distance, distance + 1)?.last;
    return place === undefined ? undefined : { key: this.keys[place]!, gap: distance - this.below(place) };
  }

  /** The distance that shows the anchor where it was; undefined when it is gone. */
  distanceOf(anchor: Anchor): number | undefined {
    const place = this.placeOf(anchor.key);
    return place === undefined ? undefined : Math.max(0, this.below(place) + anchor.gap);
  }

  // The first place for which the condition holds, given that it holds for all after it.
  #firstPlace(holds: (place: number) => boolean): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
