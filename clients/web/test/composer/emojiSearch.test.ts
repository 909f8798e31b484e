import { expect, it } from 'vitest';
import listed from '../../src/composer/emoji.txt?raw';
import { parseEmoji } from '../../src/composer/emojiList.ts';
import { searchEmoji } from '../../src/composer/emojiSearch.ts';

const groups = parseEmoji(listed);
const all = groups.flatMap(({ emoji }) => emoji);

it('the list has its groups, and every emoji a name', () => {
  expect(groups.map(({ name }) => name)).toContain('Food & Drink');
  expect(all.length).toBeGreaterThan(1_500);
  expect(all.every(({ emoji, name }) => emoji !== '' && name !== '')).toBe(true);
});

it('is searched by the beginnings of words, names that begin so first', () => {
  const found = searchEmoji(all, 'cat').map(({ name }) => name);
  expect(found[0]).toMatch(/^cat/);
  expect(found).toContain('grinning cat');
  expect(found).not.toContain('locate');
});

it('every word of a query counts', () => {
  expect(searchEmoji(all, 'red heart').every(({ name, words }) => `${name} ${words}`.includes('heart'))).toBe(true);
  expect(searchEmoji(all, '   ')).toEqual([]);
});
