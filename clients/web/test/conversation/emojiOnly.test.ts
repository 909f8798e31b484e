import { expect, it } from 'vitest';
import { emojiOnly } from '../../src/conversation/emojiOnly.ts';

it('counts emoji as people see them', () => {
  expect(emojiOnly('\u{1F600}')).toBe(1);
  expect(emojiOnly('\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F44D}\u{1F3FD}')).toBe(2);
  expect(emojiOnly('\u{1F1EB}\u{1F1EE}')).toBe(1);
  expect(emojiOnly('\u2764\uFE0F')).toBe(1);
});

it('words, digits, signs and a long row of emoji are ordinary text', () => {
  for (const text of ['', ' ', 'a', '\u{1F600} a', '12', '#', '\u00A9', '\u{1F600}'.repeat(7)]) expect(emojiOnly(text)).toBe(0);
});
