import { describe, expect, it } from 'vitest';
import { MessageWindow } from '../../src/conversation/MessageWindow.ts';
import { own, received, span, waiting } from './messages.ts';

const seqs = (window: MessageWindow): (number | undefined)[] => window.messages.map(({ seq }) => seq);

function windowOf(from: number, to: number): MessageWindow {
  const window = new MessageWindow();
  window.reset({ messages: span(from, to), more: from > 1, newer: false });
  return window;
}

describe('MessageWindow', () => {
  it('older messages come before the present ones, each once', () => {
    const window = windowOf(5, 8);
    window.prepend({ messages: span(2, 6), more: true, newer: false });
    expect(seqs(window)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(window.more).toBe(true);
  });

  it('newer messages come after the present ones, and those that wait only at the end', () => {
    const window = new MessageWindow();
    window.reset({ messages: span(1, 4), more: false, newer: true });
    window.append({ messages: [...span(3, 6), waiting('w')], more: true, newer: true });
    expect(seqs(window)).toEqual([1, 2, 3, 4, 5, 6]);
    window.append({ messages: [received(7), waiting('w')], more: true, newer: false });
    expect(seqs(window)).toEqual([1, 2, 3, 4, 5, 6, 7, undefined]);
    expect(window.atEnd).toBe(true);
  });

  it('a message that did not change keeps its identity when it is read anew', () => {
    const window = windowOf(1, 3);
    const [first] = window.messages;
    window.refresh({ messages: [received(1), received(2), own(3, { state: 'read' })], more: false, newer: false });
    expect(window.messages[0]).toBe(first);
    expect(window.messages[2]?.state).toBe('read');
  });

  it('a reading that changes nothing leaves the very same list', () => {
    const window = windowOf(1, 3);
    const before = window.messages;
    window.refresh({ messages: span(1, 3), more: false, newer: false });
    expect(window.messages).toBe(before);
  });

  it('a message that waited gets its seq and stays one message', () => {
    const window = new MessageWindow();
    window.reset({ messages: [received(1), waiting('w')], more: false, newer: false });
    window.refresh({ messages: [received(1), own(2, { id: 'w' })], more: false, newer: false });
    expect(seqs(window)).toEqual([1, 2]);
  });

  it('what was read anew in the middle leaves both sides as they are', () => {
    const window = windowOf(1, 9);
    window.refresh({ messages: [received(4, { text: 'changed' }), received(5)], more: true, newer: true });
    expect(seqs(window)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(window.messages[3]?.text).toBe('changed');
    expect(window.more).toBe(false);
  });

  it('a fresh reading that goes further back does not make it longer', () => {
    const window = windowOf(5, 8);
    window.refresh({ messages: span(1, 9), more: false, newer: false });
    expect(seqs(window)).toEqual([5, 6, 7, 8, 9]);
    expect(window.more).toBe(true);
  });

  it('more arrived than was read: nothing is taken over the gap, and the end is elsewhere', () => {
    const window = windowOf(1, 5);
    expect(window.refresh({ messages: span(20, 30), more: true, newer: false })).toBe(false);
    expect(seqs(window)).toEqual([1, 2, 3, 4, 5]);
    expect(window.atEnd).toBe(false);
  });

  it('drops what is far below while one reads above, and reaches the end no more', () => {
    const window = windowOf(1, 10);
    window.trim(1, 6);
    expect(seqs(window)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(window.atEnd).toBe(false);
  });

  it('drops what is far above while one reads below, and can read it again', () => {
    const window = windowOf(1, 10);
    window.trim(9, 6);
    expect(seqs(window)).toEqual([5, 6, 7, 8, 9, 10]);
    expect(window.more).toBe(true);
    expect(window.atEnd).toBe(true);
  });
});
