import { describe, expect, it, vi } from 'vitest';
import { afterDelay } from '../../src/composer/afterDelay.ts';
import { whyReadOnly } from '../../src/composer/canWrite.ts';
import { draftDelay, DraftKeeper } from '../../src/composer/DraftKeeper.ts';
import { enterSends } from '../../src/composer/enterKey.ts';
import { insertAt } from '../../src/composer/insertAt.ts';
import { RecentEmoji, recentCount } from '../../src/composer/recentEmoji.ts';
import { splitText } from '../../src/composer/textLimit.ts';

describe('Enter', () => {
  it('sends with a keyboard, and makes a line with Shift or on touch devices', () => {
    expect(enterSends({ shift: false, composing: false }, false)).toBe(true);
    expect(enterSends({ shift: true, composing: false }, false)).toBe(false);
    expect(enterSends({ shift: false, composing: false }, true)).toBe(false);
  });

  it('belongs to an input method while that composes', () => {
    expect(enterSends({ shift: false, composing: true }, false)).toBe(false);
  });
});

describe('DraftKeeper', () => {
  it('keeps a draft once a while after the last keystroke', () => {
    vi.useFakeTimers();
    const kept: string[] = [];
    const keeper = new DraftKeeper((text) => kept.push(text), afterDelay);
    for (const text of ['h', 'he', 'hey']) keeper.typed(text);
    vi.advanceTimersByTime(draftDelay);
    expect(kept).toEqual(['hey']);
  });

  it('keeps it at once when the chat is left, and nothing when nothing was typed', () => {
    const kept: string[] = [];
    const keeper = new DraftKeeper((text) => kept.push(text), afterDelay);
    keeper.flush();
    keeper.typed('hey');
    keeper.flush();
    keeper.flush();
    expect(kept).toEqual(['hey']);
  });

  it('what was sent is no draft any more', () => {
    vi.useFakeTimers();
    const kept: string[] = [];
    const keeper = new DraftKeeper((text) => kept.push(text), afterDelay);
    keeper.typed('hey');
    keeper.clear();
    vi.advanceTimersByTime(10 * draftDelay);
    expect(kept).toEqual(['']);
  });
});

describe('whyReadOnly', () => {
  it('who left, and plain members of a channel, do not write', () => {
    expect(whyReadOnly({ type: 'group', role: 'member' })).toBeUndefined();
    expect(whyReadOnly({ type: 'channel', role: 'admin' })).toBeUndefined();
    expect(whyReadOnly({ type: 'channel', role: 'member' })).toBeDefined();
    expect(whyReadOnly({ type: 'direct', role: 'member', left: true })).toBeDefined();
  });
});

describe('splitText', () => {
  it('leaves a text that fits as it is', () => {
    expect(splitText('hello', 10)).toEqual(['hello']);
  });

  it('cuts a long one at a space, and loses no word', () => {
    const parts = splitText('one two three four five', 10);
    expect(parts.join(' ')).toBe('one two three four five');
    expect(parts.every((part) => new TextEncoder().encode(part).length <= 10)).toBe(true);
  });

  it('never cuts a character in two', () => {
    const parts = splitText('\u{1F600}'.repeat(5), 10);
    expect(parts.join('')).toBe('\u{1F600}'.repeat(5));
    expect(parts.every((part) => [...part].every((character) => character === '\u{1F600}'))).toBe(true);
  });
});

it('an emoji takes the place of the selection, and the caret stands after it', () => {
  expect(insertAt('hello you', '\u{1F600}', 5, 9)).toEqual({ text: 'hello\u{1F600}', caret: 7 });
});

it('recent emoji are few, the newest first, each once', () => {
  const kept = new Map<string, string>();
  const recent = new RecentEmoji({ getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) });
  for (let i = 0; i < 40; i++) recent.used(`e${i}`);
  recent.used('e20');
  expect(recent.list()).toHaveLength(recentCount);
  expect(recent.list().slice(0, 2)).toEqual(['e20', 'e39']);
});
