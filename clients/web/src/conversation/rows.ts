import type { ChatMessage, Seq } from '@chat/client';
import { startOfDay } from './days.ts';
import { messageKey } from './MessageWindow.ts';

/** Messages of one sender that follow one another this closely are one group. */
const groupGap = 5 * 60_000;

export interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  /** The day's start, local time, ms since 1970. */
  readonly day: number;
}

export interface UnreadRow {
  readonly kind: 'unread';
  readonly key: string;
  readonly count: number;
}

export interface MessageRow {
  readonly kind: 'message';
  readonly key: string;
  readonly message: ChatMessage;
  /** It begins, and ends, a group of one sender's messages. */
  readonly first: boolean;
  readonly last: boolean;
}

export interface EdgeRow {
  /** The chat begins here; older messages are on their way. */
  readonly kind: 'beginning' | 'loading';
  readonly key: string;
}

/** One line of the list. */
export type Row = DayRow | UnreadRow | MessageRow | EdgeRow;

export interface UnreadMark {
  readonly from: Seq;
  readonly count: number;
}

/**
 * The lines that a piece of a conversation is shown as. Those of `previous` that are the same keep their identity.
 */
export function buildRows(
  messages: readonly ChatMessage[],
  more: boolean,
  unread: UnreadMark | undefined,
  previous: readonly Row[] = [],
): readonly Row[] {
  const known = new Map(previous.map((row) => [row.key, row]));
  const rows: Row[] = [];
  const add = (row: Row): void => {
    const old = known.get(row.key);
    rows.push(old !== undefined && sameRow(old, row) ? old : row);
  };

  add(more ? { kind: 'loading', key: 'loading' } : { kind: 'beginning', key: 'beginning' });
  let day = Number.NaN;
  let marked = unread === undefined;
  messages.forEach((message, i) => {
    const before = messages[i - 1];
    const messageDay = startOfDay(message.at);
    // Times are the server's: a chat whose clock once went back shows each day where it changes.
    const newDay = messageDay !== day;
    if (newDay) {
      day = messageDay;
      add({ kind: 'day', key: `day/${day}/${before === undefined ? 'first' : messageKey(message)}`, day });
    }
    const mark = !marked && unread !== undefined && message.seq !== undefined && message.seq >= unread.from && !message.own;
    if (mark) {
      marked = true;
      add({ kind: 'unread', key: 'unread', count: unread.count });
    }
    const after = messages[i + 1];
    const afterIsMarked = !marked && unread !== undefined && after?.seq !== undefined && after.seq >= unread.from && !after.own;
    add({
      kind: 'message',
      key: messageKey(message),
      message,
      first: newDay || mark || before === undefined || !together(before, message),
      last: after === undefined || afterIsMarked || startOfDay(after.at) !== day || !together(message, after),
    });
  });
  return rows;
}

function together(a: ChatMessage, b: ChatMessage): boolean {
  return a.from === b.from && Math.abs(b.at - a.at) <= groupGap;
}

function sameRow(a: Row, b: Row): boolean {
  if (a.kind === 'message' && b.kind === 'message') return a.message === b.message && a.first === b.first && a.last === b.last;
  if (a.kind === 'unread' && b.kind === 'unread') return a.count === b.count;
  return a.kind === b.kind;
}
