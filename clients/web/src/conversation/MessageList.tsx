import { useSignal } from '@preact/signals';
import type { ChatSummary } from '@chat/client';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../app/useNow.ts';
import { useClient } from '../app/ClientContext.tsx';
import { afterDelay } from '../composer/afterDelay.ts';
import { Spinner } from '../design/Spinner.tsx';
import { useConversationActions } from './ConversationActions.ts';
import type { ConversationFeed } from './ConversationFeed.ts';
import { DayPill } from './DayPill.tsx';
import { startOfDay } from './days.ts';
import { JumpToEnd } from './JumpToEnd.tsx';
import { listMove } from './listKeys.ts';
import { openingEnds } from './measureOpening.ts';
import { MessageRowView } from './MessageRowView.tsx';
import { ReadTracker } from './ReadTracker.ts';
import type { Row } from './rows.ts';
import { StickyDay } from './StickyDay.tsx';
import { useAttention } from './useAttention.ts';
import { useNames } from './useNames.ts';
import { type Shown, VirtualList } from './VirtualList.tsx';

export interface MessageListProps {
  readonly feed: ConversationFeed;
  readonly chat: ChatSummary;
  readonly name: string;
  readonly list: { current: VirtualList | null };
  readonly onLeave: () => void;
}

/** So many rows from either end of what is in memory, more is read: far enough that nobody arrives there first. */
const readAhead = 60;

export function MessageList({ feed, chat, name, list, onLeave }: MessageListProps): JSX.Element {
  const client = useClient();
  const actions = useConversationActions();
  const now = useNow();
  const rows = feed.rows.value;
  const latest = useRef(rows);
  latest.current = rows;
  const group = chat.type !== 'direct';
  const nameOf = useNames([
    ...new Set(rows.flatMap((row) => (row.kind === 'message' && !row.message.own ? [row.message.from] : []))),
  ]);
  const [reads] = useState(() => new ReadTracker(chat.readSeq, (seq) => client.markRead(chat.chatId, seq), afterDelay));
  // Signals: scrolling changes what is around the list, and must not draw the list anew.
  const far = useSignal(false);
  const day = useSignal<number | undefined>(undefined);
  const turn = useSignal(0);
  const lastDistance = useRef(0);

  useLayoutEffect(() => openingEnds(), []);
  useEffect(() => () => reads.close(), []);
  useAttention((attentive) => reads.attentive(attentive));

  const onShown = ({ first, last, distance }: Shown): void => {
    const present = latest.current;
    far.value = distance > 240 || !feed.atEnd.peek();
    day.value = dayAt(present, first);
    if (distance !== lastDistance.current) {
      lastDistance.current = distance;
      turn.value++;
    }
    for (let i = last; i >= first; i--) {
      const row = present[i];
      if (row?.kind === 'message' && row.message.seq !== undefined) {
        reads.visible(row.message.seq);
        break;
      }
    }
    if (first < readAhead) feed.loadBefore(last);
    if (present.length - last < readAhead) feed.loadAfter(first);
  };

  const toEnd = (): void => {
    feed.toNewest().then(
      () => list.current?.scrollToEnd(),
      () => list.current?.scrollToEnd(),
    );
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = listMove(event.key);
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    const row = target?.dataset['row'];
    // Inside of a row its own controls have the keys, but for the way out.
    if (move === undefined || (move !== 'leave' && row === undefined && target !== event.currentTarget)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (move === 'leave') onLeave();
    else if (move === 'open') {
      const message = rows.find((each) => each.key === row);
      const bubble = target?.querySelector('.bubble')?.getBoundingClientRect();
      if (message?.kind === 'message' && bubble !== undefined) {
        actions.menu(message.message, { x: bubble.left + 12, y: Math.min(bubble.bottom, innerHeight - 80) });
      }
    } else {
      const key = destination(rows, row, move, list.current);
      if (key !== undefined) list.current?.focusRow(key);
    }
  };

  const renderRow = (row: Row, width: number): JSX.Element => {
    switch (row.kind) {
      case 'day':
        return <DayPill day={row.day} now={now} />;
      case 'unread':
        return <div class="unread-line">{row.count === 1 ? '1 unread message' : `${row.count} unread messages`}</div>;
      case 'loading':
        return <div class="list-edge">{feed.stuck.value ? 'Older messages need a connection.' : <Spinner />}</div>;
      case 'beginning':
        return <div class="list-beginning" />;
      case 'message':
        return <MessageRowView row={row} group={group} senderName={nameOf(row.message.from)} listWidth={width} />;
    }
  };

  return (
    <div class="message-area">
      <StickyDay day={day} turn={turn} now={now} />
      <VirtualList
        handle={list}
        rows={rows}
        startAt={feed.unread === undefined ? undefined : 'unread'}
        label={`Messages with ${name}`}
        renderRow={renderRow}
        onShown={onShown}
        onKeyDown={onKeyDown}
      />
      <JumpToEnd far={far} unread={chat.unread} onClick={toEnd} />
    </div>
  );
}

// The day of the topmost row; nothing where its own line is about to be there.
function dayAt(rows: readonly Row[], first: number): number | undefined {
  if (rows[first]?.kind === 'day' || rows[first + 1]?.kind === 'day') return undefined;
  for (let i = first; i < rows.length; i++) {
    const row = rows[i];
    if (row?.kind === 'message') return startOfDay(row.message.at);
  }
  return undefined;
}

function destination(
  rows: readonly Row[],
  from: string | undefined,
  move: Exclude<ReturnType<typeof listMove>, 'open' | 'leave' | undefined>,
  list: VirtualList | null,
): string | undefined {
  const step = (place: number, by: 1 | -1): string | undefined => {
    for (let i = place; i >= 0 && i < rows.length; i += by) if (rows[i]?.kind === 'message') return rows[i]?.key;
    return undefined;
  };
  if (move === 'first') return step(0, 1);
  if (move === 'last') return step(rows.length - 1, -1);
  // Nothing has the focus yet: begin with what is on the screen.
  if (from === undefined) return step(list?.lowestShown ?? rows.length - 1, -1);
  const place = rows.findIndex((row) => row.key === from);
  if ('by' in move) return step(place + move.by, move.by < 0 ? -1 : 1);
  const target = list?.rowAt(from, move.page * (list.viewport * 0.85)) ?? place;
  return step(target, move.page) ?? step(target, move.page === 1 ? -1 : 1);
}
