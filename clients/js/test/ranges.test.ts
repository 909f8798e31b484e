import { describe, expect, test } from 'vitest';
import { addRange, rangeAt, removeRange, type Range } from '../src/ranges/ranges.ts';

describe('Ranges', () => {
  test('lose what is taken out of them', () => {
    const ranges: Range[] = [
      [1, 5],
      [8, 9],
      [12, 20],
    ];
    expect(removeRange(ranges, 4, 14)).toEqual([
      [1, 3],
      [15, 20],
    ]);
    expect(removeRange(ranges, 2, 2)).toEqual([
      [1, 1],
      [3, 5],
      [8, 9],
      [12, 20],
    ]);
  });

  test('stay apart where something lies between them', () => {
    expect(addRange([[1, 3]], 5, 6)).toEqual([
      [1, 3],
      [5, 6],
    ]);
  });

  test('join where they touch or overlap', () => {
    const ranges: Range[] = [
      [1, 3],
      [5, 6],
      [10, 12],
    ];
    expect(addRange(ranges, 4, 4)).toEqual([
      [1, 6],
      [10, 12],
    ]);
    expect(addRange(ranges, 2, 11)).toEqual([[1, 12]]);
    expect(addRange(ranges, 13, 20).at(-1)).toEqual([10, 20]);
  });

  test('do not change by what is empty, or inside', () => {
    expect(addRange([[5, 9]], 7, 6)).toEqual([[5, 9]]);
    expect(addRange([[5, 9]], 6, 8)).toEqual([[5, 9]]);
  });

  test('are found by what is in them', () => {
    expect(rangeAt([[5, 9]], 9)).toEqual([5, 9]);
    expect(rangeAt([[5, 9]], 10)).toBeUndefined();
  });
});
