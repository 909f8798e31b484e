import { Component, type ComponentChildren, createRef } from 'preact';
import { estimateHeight } from './estimateHeight.ts';
import { renderedRange } from './renderedRange.ts';
import { RowHeights } from './RowHeights.ts';
import { type Anchor, type Range, RowLayout } from './RowLayout.ts';
import type { Row } from './rows.ts';

/** What of the list is on the screen. */
export interface Shown {
  readonly first: number;
  readonly last: number;
  /** px from the end. */
  readonly distance: number;
}

export interface VirtualListProps {
  readonly rows: readonly Row[];
  /** The row to begin at, near the upper edge; the end if there is none. */
  readonly startAt?: string | undefined;
  readonly label: string;
  renderRow(row: Row, width: number): ComponentChildren;
  onShown(shown: Shown): void;
  onKeyDown(event: KeyboardEvent): void;
  /** Holds the list while it is there: Preact gives components their `ref` as a mere prop. */
  readonly handle: { current: VirtualList | null };
}

const padding = { end: 10, start: 12 };

/** Closer to the end than this, px, the list stays at the end when something is added. */
const atEndWithin = 24;

/**
 * A list that hangs on its end and has only those rows in the document that are on the screen or close to it. The scroller lays its
 * one child out from below (`column-reverse`), so the browser itself counts from the end: what loads above, and a keyboard that
 * opens, move nothing. What changes below the viewport is made up for before the next frame is painted.
 */
export class VirtualList extends Component<VirtualListProps> {
  readonly #scroller = createRef<HTMLDivElement>();
  readonly #heights = new RowHeights(estimateHeight);
  readonly #elements = new Map<string, HTMLElement>();
  readonly #refs = new Map<string, (element: HTMLElement | null) => void>();
  #layout = new RowLayout([], () => 0);
  // What the layout was made of; heights that changed since make it stale.
  #laidOut: readonly Row[] | undefined;
  #stale = true;
  #range: Range | undefined;
  #distance = 0;
  #viewport = 0;
  #anchor: Anchor | 'end' = 'end';
  #started = false;
  // On the way to the end: what is added there meanwhile is part of the way, and nothing is to hold the list back.
  #gliding = false;
  #observer: ResizeObserver | undefined;

  override componentDidMount(): void {
    this.props.handle.current = this;
    const scroller = this.#scroller.current!;
    this.#observer = new ResizeObserver((entries) => this.#resized(entries));
    this.#observer.observe(scroller);
    for (const element of this.#elements.values()) this.#observer.observe(element);
    this.#viewport = scroller.clientHeight;
    if (this.#heights.setWidth(scroller.clientWidth)) this.#stale = true;
    this.#lay();
    this.#begin();
    this.#settle();
  }

  override componentDidUpdate(): void {
    this.#measureNew();
    this.#lay();
    this.#begin();
    this.#settle();
  }

  override componentWillUnmount(): void {
    this.props.handle.current = null;
    this.#observer?.disconnect();
  }

  /** At the end, by a glide if it is near. */
  scrollToEnd(): void {
    const scroller = this.#scroller.current;
    if (scroller === null) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (this.#distance < 3 * this.#viewport && !still) {
      this.#gliding = this.#distance > 1;
      scroller.scrollTo({ top: 0, behavior: 'smooth' });
      return;
    }
    this.#anchor = 'end';
    this.#settle();
  }

  /** Brings a row into view, if it is not, and focuses it. */
  focusRow(key: string): void {
    this.#reveal(key);
    const focus = (): void => this.#elements.get(key)?.querySelector<HTMLElement>('[data-row]')?.focus({ preventScroll: true });
    if (this.#elements.has(key)) focus();
    else requestAnimationFrame(focus);
  }

  /** The viewport's height, px: a page for the page keys. */
  get viewport(): number {
    return this.#viewport;
  }

  /** The row at the viewport's lower edge. */
  get lowestShown(): number | undefined {
    return this.#layout.between(this.#distance, this.#distance + 1)?.last;
  }

  /** The row that lies so far, px, from the one given, upwards if negative. */
  rowAt(key: string, offset: number): number | undefined {
    const place = this.#layout.placeOf(key);
    if (place === undefined) return undefined;
    const target = Math.max(0, this.#layout.below(place) - offset);
    return this.#layout.between(target, target + 1)?.last;
  }

  override render({ rows, label, renderRow, onKeyDown }: VirtualListProps): ComponentChildren {
    this.#lay();
    const range = this.#rangeNow();
    this.#range = range;
    const shown = range === undefined ? [] : rows.slice(range.first, range.last + 1);
    const above = range === undefined ? 0 : this.#layout.above(range.first);
    const below = range === undefined ? 0 : this.#layout.below(range.last);
    return (
      <div
        class="message-list"
        ref={this.#scroller}
        role="log"
        aria-label={label}
        aria-live="off"
        tabIndex={0}
        onScroll={this.#scrolled}
        onScrollEnd={this.#glided}
        onKeyDown={onKeyDown}
      >
        <div class="message-list-content">
          <div style={{ height: `${above}px` }} />
          {shown.map((row) => (
            <div key={row.key} class="message-list-row" ref={this.#refOf(row.key)}>
              {renderRow(row, this.#heights.width)}
            </div>
          ))}
          <div style={{ height: `${below}px` }} />
        </div>
      </div>
    );
  }

  readonly #scrolled = (): void => {
    const scroller = this.#scroller.current;
    if (scroller === null) return;
    const distance = Math.max(0, -scroller.scrollTop);
    if (distance < 1 || distance > this.#distance + 1) this.#gliding = false;
    this.#distance = distance;
    this.#anchor = this.#distance < atEndWithin ? 'end' : (this.#layout.anchorAt(this.#distance) ?? 'end');
    this.#update();
  };

  readonly #glided = (): void => {
    if (!this.#gliding) return;
    this.#gliding = false;
    this.#scrolled();
  };

  #update(): void {
    const range = this.#rangeNow();
    if (range?.first !== this.#range?.first || range?.last !== this.#range?.last) this.forceUpdate();
    this.#report();
  }

  #rangeNow(): Range | undefined {
    return renderedRange(this.#layout, this.#distance, this.#viewport || 800, this.#range);
  }

  #report(): void {
    const visible = this.#layout.between(this.#distance, this.#distance + this.#viewport);
    if (visible !== undefined && this.#started) this.props.onShown({ ...visible, distance: this.#distance });
  }

  #lay(): void {
    const { rows } = this.props;
    if (rows === this.#laidOut && !this.#stale) return;
    // Places changed with the rows: a range of the old ones means nothing.
    if (rows !== this.#laidOut) this.#range = undefined;
    this.#laidOut = rows;
    this.#stale = false;
    this.#layout = new RowLayout(
      rows.map((row) => row.key),
      (place) => this.#heights.of(rows[place]!),
      padding,
    );
    if (this.#anchor !== 'end' && !this.#gliding) this.#distance = this.#layout.distanceOf(this.#anchor) ?? this.#distance;
  }

  #measureNew(): void {
    let changed = false;
    for (const [key, element] of this.#elements) {
      if (!this.#heights.has(key)) changed = this.#heights.measured(key, element.getBoundingClientRect().height) || changed;
    }
    if (changed) this.#stale = true;
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    const scroller = this.#scroller.current!;
    let changed = false;
    for (const entry of entries) {
      if (entry.target === scroller) {
        this.#viewport = scroller.clientHeight;
        changed = this.#heights.setWidth(scroller.clientWidth) || changed;
        continue;
      }
      const key = (entry.target as HTMLElement).dataset.key;
      const height = entry.borderBoxSize[0]?.blockSize;
      if (key !== undefined && height !== undefined && this.#elements.get(key) === entry.target) {
        changed = this.#heights.measured(key, height) || changed;
      }
    }
    if (changed) {
      this.#stale = true;
      this.#lay();
    }
    this.#settle();
    if (changed) this.forceUpdate();
  }

  // The first rows are here: the place to begin at is known.
  #begin(): void {
    if (this.#started || this.props.rows.length === 0 || this.#viewport === 0) return;
    const { startAt } = this.props;
    const place = startAt === undefined ? undefined : this.#layout.placeOf(startAt);
    if (place !== undefined) {
      const top = this.#layout.below(place) + this.#layout.height(place) + Math.min(96, this.#viewport / 6);
      this.#distance = Math.max(0, top - this.#viewport);
      this.#anchor = this.#distance < atEndWithin ? 'end' : (this.#layout.anchorAt(this.#distance) ?? 'end');
    }
    this.#started = true;
  }

  // Puts the anchor where it was. Runs before the frame is painted.
  #settle(): void {
    const scroller = this.#scroller.current;
    if (scroller === null) return;
    if (this.#gliding) {
      this.#update();
      return;
    }
    const wanted = this.#anchor === 'end' ? 0 : (this.#layout.distanceOf(this.#anchor) ?? this.#distance);
    this.#distance = wanted;
    // Less than a device's pixel is not worth breaking a glide for.
    if (Math.abs(-scroller.scrollTop - wanted) >= 1) scroller.scrollTop = -wanted;
    this.#update();
  }

  #reveal(key: string): void {
    const place = this.#layout.placeOf(key);
    const scroller = this.#scroller.current;
    if (place === undefined || scroller === null) return;
    const margin = 56;
    const below = this.#layout.below(place);
    const top = below + this.#layout.height(place);
    let distance = this.#distance;
    if (top + margin > distance + this.#viewport) distance = top + margin - this.#viewport;
    if (below - padding.end < distance) distance = Math.max(0, below - padding.end);
    if (distance === this.#distance) return;
    this.#distance = distance;
    this.#anchor = distance < atEndWithin ? 'end' : (this.#layout.anchorAt(distance) ?? 'end');
    this.#settle();
  }

  // One function a row, so that a row that stays is not detached and attached with every drawing.
  #refOf(key: string): (element: HTMLElement | null) => void {
    let ref = this.#refs.get(key);
    if (ref === undefined) {
      ref = (element) => {
        const old = this.#elements.get(key);
        if (element === null) {
          if (old !== undefined) this.#observer?.unobserve(old);
          this.#elements.delete(key);
          this.#refs.delete(key);
          return;
        }
        element.dataset.key = key;
        this.#elements.set(key, element);
        this.#observer?.observe(element);
      };
      this.#refs.set(key, ref);
    }
    return ref;
  }
}
