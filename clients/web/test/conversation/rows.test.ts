import { describe, expect, it } from 'vitest';
import { buildRows, type MessageRow } from '../../src/conversation/rows.ts';
import { own, received, span } from './messages.ts';

const kinds = (rows: ReturnType<typeof buildRows>): string[] => rows.map(({ kind }) => kind);
const messageRows = (rows: ReturnType<typeof buildRows>): MessageRow[] =>
  rows.filter((row): row is MessageRow => row.kind === 'message');

describe('buildRows', () => {
  it('messages of one sender within five minutes are one group', () => {
    const rows = messageRows(
      buildRows([received(1), received(2), received(3, { at: received(2).at + 6 * 60_000 })], false, undefined),
    );
    expect(rows.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('another sender begins another group', () => {
    const rows = messageRows(buildRows([received(1), own(2), received(3)], false, undefined));
    expect(rows.every(({ first, last }) => first && last)).toBe(true);
  });

  it('each day begins with a line of its own, and a group does not go past midnight', () => {
    const evening = new Date(2026, 4, 12, 23, 59).getTime();
    const rows = buildRows([received(1, { at: evening }), received(2, { at: evening + 2 * 60_000 })], false, undefined);
    expect(kinds(rows)).toEqual(['beginning', 'day', 'message', 'day', 'message']);
    expect(messageRows(rows).every(({ first, last }) => first && last)).toBe(true);
  });

  it('a line stands above the first unread message of somebody else, and parts the group', () => {
    const rows = buildRows([received(1), own(2), received(3), received(4)], false, { from: 2, count: 2 });
    expect(kinds(rows)).toEqual(['beginning', 'day', 'message', 'message', 'unread', 'message', 'message']);
    const parted = buildRows(span(1, 3), false, { from: 2, count: 2 });
    expect(messageRows(parted).map(({ first, last }) => [first, last])).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ]);
  });

  it('older messages are announced by a line above, the beginning by another', () => {
    expect(buildRows(span(4, 5), true, undefined)[0]?.kind).toBe('loading');
    expect(buildRows(span(1, 2), false, undefined)[0]?.kind).toBe('beginning');
  });

  it('rows that show the same keep their identity', () => {
    const messages = span(1, 3);
    const before = buildRows(messages, false, undefined);
    const after = buildRows([...messages, received(4)], false, undefined, before);
    expect(after[2]).toBe(before[2]);
    // The last one of a group is not the last any more.
    expect(after[4]).not.toBe(before[4]);
  });
});
