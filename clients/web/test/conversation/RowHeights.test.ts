import { expect, it } from 'vitest';
import { RowHeights } from '../../src/conversation/RowHeights.ts';
import type { Row } from '../../src/conversation/rows.ts';

const row = (key: string): Row => ({ kind: 'loading', key });

it('a height is estimated until it was measured, and another width forgets it', () => {
  const heights = new RowHeights(() => 40);
  heights.setWidth(300);
  expect(heights.of(row('a'))).toBe(40);
  expect(heights.measured('a', 61)).toBe(true);
  expect(heights.measured('a', 61.01)).toBe(false);
  expect(heights.of(row('a'))).toBe(61);
  expect(heights.setWidth(300)).toBe(false);
  expect(heights.setWidth(500)).toBe(true);
  expect(heights.of(row('a'))).toBe(40);
});

it('the oldest height makes room when there are too many', () => {
  const heights = new RowHeights(() => 40, 2);
  for (const key of ['a', 'b', 'c']) heights.measured(key, 10);
  expect([heights.has('a'), heights.has('b'), heights.has('c')]).toEqual([false, true, true]);
});
