import { describe, expect, it } from 'vitest';
import { RowLayout } from '../../src/conversation/RowLayout.ts';
import { overscan, renderedRange } from '../../src/conversation/renderedRange.ts';

function layoutOf(heights: readonly number[], from = 0): RowLayout {
  return new RowLayout(
    heights.map((_, i) => `r${from + i}`),
    (place) => heights[place]!,
    { start: 10, end: 10 },
  );
}

describe('RowLayout', () => {
  it('distances are counted from the end', () => {
    const layout = layoutOf([30, 50, 20]);
    expect([layout.below(2), layout.below(1), layout.below(0)]).toEqual([10, 30, 80]);
    expect(layout.total).toBe(120);
    expect(layout.above(0)).toBe(10);
  });

  it('finds the rows that lie in a stretch, those that only touch it left out', () => {
    const layout = layoutOf([30, 50, 20]);
    expect(layout.between(0, 30)).toEqual({ first: 2, last: 2 });
    expect(layout.between(29, 31)).toEqual({ first: 1, last: 2 });
    expect(layout.between(80, 500)).toEqual({ first: 0, last: 0 });
    expect(layoutOf([]).between(0, 100)).toBeUndefined();
  });

  it('beyond either end lies the row there', () => {
    const layout = layoutOf([30, 50, 20]);
    expect(layout.between(-50, 0)).toEqual({ first: 2, last: 2 });
    expect(layout.between(500, 600)).toEqual({ first: 0, last: 0 });
  });

  it('what is loaded above leaves the distance of an anchor as it was', () => {
    const before = layoutOf([30, 50, 20], 2);
    const anchor = before.anchorAt(35)!;
    const after = layoutOf([100, 100, 30, 50, 20]);
    expect(after.distanceOf(anchor)).toBe(35);
  });

  it('what grows below an anchor moves it by as much', () => {
    const anchor = layoutOf([30, 50, 20]).anchorAt(35)!;
    expect(anchor).toEqual({ key: 'r1', gap: 5 });
    expect(layoutOf([30, 50, 90]).distanceOf(anchor)).toBe(105);
  });

  it('an anchor that is gone has no distance', () => {
    const anchor = layoutOf([30, 50, 20]).anchorAt(35)!;
    expect(layoutOf([5, 5], 7).distanceOf(anchor)).toBeUndefined();
  });
});

describe('renderedRange', () => {
  const layout = layoutOf(Array.from({ length: 1000 }, () => 50));

  it('is what is on the screen and some more on either side', () => {
    const range = renderedRange(layout, 20_000, 800, undefined)!;
    expect(range.last - range.first + 1).toBeLessThanOrEqual((800 + 2 * overscan.drawn) / 50 + 2);
    expect(layout.below(range.last)).toBeLessThanOrEqual(20_000 - overscan.drawn + 50);
  });

  it('stays while it covers the screen with something to spare', () => {
    const range = renderedRange(layout, 20_000, 800, undefined)!;
    expect(renderedRange(layout, 20_300, 800, range)).toBe(range);
    expect(renderedRange(layout, 20_700, 800, range)).not.toBe(range);
  });

  it('never has more in the document than its share, however tall the list', () => {
    for (let distance = 0; distance < layout.total; distance += 777) {
      const range = renderedRange(layout, distance, 800, undefined)!;
      expect(range.last - range.first).toBeLessThan(60);
    }
  });
});
