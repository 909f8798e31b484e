import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConversationFeed, sizes } from '../../src/conversation/ConversationFeed.ts';
import { FakeChat } from '../FakeChat.ts';
import { span } from './messages.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function chatOf(count: number, unread = 0): FakeChat {
  return new FakeChat({
    session: { userId: 'u_1', deviceId: 'd_1', userName: 'ann', displayName: 'Ann' },
    users: [],
    presence: [],
    devices: [],
    now: () => Date.now(),
    rooms: [
      {
        chatId: 'c_1',
        type: 'direct',
        members: [
          { userId: 'u_1', role: 'member' },
          { userId: 'u_2', role: 'member' },
        ],
        messages: span(1, count),
        readSeq: count - unread,
      },
    ],
  });
}

async function opened(chat: FakeChat): Promise<ConversationFeed> {
  const feed = new ConversationFeed(chat, 'c_1', (error) => {
    throw error;
  });
  await feed.open();
  return feed;
}

function seqs(feed: ConversationFeed): number[] {
  return feed.rows.value.flatMap((row) => (row.kind === 'message' && row.message.seq !== undefined ? [row.message.seq] : []));
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(500);

it('a chat opens with its newest messages', async () => {
  const feed = await opened(chatOf(10_000));
  expect(seqs(feed)).toHaveLength(sizes.opening);
  expect(seqs(feed).at(-1)).toBe(10_000);
  expect(feed.atEnd.value).toBe(true);
});

it('with few unread messages it opens with all of them and a line above', async () => {
  const feed = await opened(chatOf(300, 20));
  expect(feed.rows.value.some((row) => row.kind === 'unread')).toBe(true);
  expect(seqs(feed).at(-1)).toBe(300);
});

it('with many it opens around the first of them, and the end is elsewhere', async () => {
  const feed = await opened(chatOf(5_000, 2_000));
  expect(seqs(feed)).toContain(3_001);
  expect(feed.atEnd.value).toBe(false);
});

it('on a device whose store does not reach back to the first of them they are waited for', async () => {
  for (const unread of [80, 2_000]) {
    const chat = chatOf(5_000, unread);
    chat.remoteUntil = 4_950;
    const feed = await opened(chat);
    expect(seqs(feed)).toContain(5_001 - unread);
    expect(feed.rows.value.some((row) => row.kind === 'unread')).toBe(true);
  }
});

it('all of a chat can be scrolled through, both ways, with a bounded number of messages in memory', async () => {
  const feed = await opened(chatOf(3_000));
  for (let i = 0; i < 60 && seqs(feed)[0] !== 1; i++) {
    feed.loadBefore(0);
    await settled();
    expect(seqs(feed).length).toBeLessThanOrEqual(sizes.kept + sizes.page);
  }
  expect(seqs(feed)[0]).toBe(1);
  expect(feed.atEnd.value).toBe(false);
  for (let i = 0; i < 60 && !feed.atEnd.value; i++) {
    feed.loadAfter(seqs(feed).length - 1);
    await settled();
    const present = seqs(feed);
    expect(present.length).toBeLessThanOrEqual(sizes.kept + sizes.page);
    expect(present.at(-1)! - present[0]! + 1).toBe(present.length);
  }
  expect(seqs(feed).at(-1)).toBe(3_000);
});

it('one page is read at a time', async () => {
  const chat = chatOf(1_000);
  const feed = await opened(chat);
  chat.reads.length = 0;
  feed.loadBefore(0);
  feed.loadBefore(0);
  await settled();
  expect(chat.reads).toHaveLength(1);
});

it('what the store lacks is waited for from the server', async () => {
  const chat = chatOf(1_000);
  const feed = await opened(chat);
  chat.remoteUntil = 940;
  chat.reads.length = 0;
  feed.loadBefore(0);
  await settled();
  expect(chat.reads.map(({ wait }) => wait ?? false)).toEqual([false, true]);
  expect(seqs(feed)[0]).toBe(841);
});

it('older messages that cannot be had now are asked for again when the connection is back', async () => {
  const chat = chatOf(1_000);
  const errors: unknown[] = [];
  const feed = new ConversationFeed(chat, 'c_1', (error) => errors.push(error));
  await feed.open();
  const read = vi.spyOn(chat, 'messages').mockRejectedValueOnce(new Error('offline'));
  feed.loadBefore(0);
  await settled();
  expect(feed.stuck.value).toBe(true);
  feed.loadBefore(0);
  expect(read).toHaveBeenCalledTimes(1);
  chat.setConnection({ state: 'online' });
  feed.loadBefore(0);
  await settled();
  expect(seqs(feed)).toHaveLength(sizes.opening + sizes.page);
});

it('what a busy server would not give is asked for again after a while, the connection standing', async () => {
  const chat = chatOf(500);
  const runs: (() => void)[] = [];
  const feed = new ConversationFeed(chat, 'c_1', vi.fn(), (run) => {
    runs.push(run);
    return () => undefined;
  });
  await feed.open();
  vi.spyOn(chat, 'messages').mockRejectedValueOnce(new Error('rate-limited'));
  feed.loadBefore(0);
  await settled();
  expect(feed.stuck.value).toBe(true);
  for (const run of runs) run();
  expect(feed.stuck.value).toBe(false);
});

it('a new message shows, and the others keep their identity', async () => {
  const chat = chatOf(100);
  const feed = await opened(chat);
  const before = feed.rows.value;
  chat.receive('c_1', 'u_2', 'new');
  await settled();
  expect(seqs(feed).at(-1)).toBe(101);
  expect(feed.rows.value[5]).toBe(before[5]);
});

it('many changes at once are few readings', async () => {
  const chat = chatOf(100);
  await opened(chat);
  chat.reads.length = 0;
  for (let i = 0; i < 50; i++) chat.receive('c_1', 'u_2', `new ${i}`);
  await settled();
  expect(chat.reads.length).toBeLessThanOrEqual(2);
});

it('from far above, the newest messages are one step away', async () => {
  const chat = chatOf(5_000, 2_000);
  const feed = await opened(chat);
  await feed.toNewest();
  expect(seqs(feed).at(-1)).toBe(5_000);
  expect(feed.atEnd.value).toBe(true);
});

it('a chat that was closed takes nothing any more', async () => {
  const chat = chatOf(100);
  const feed = await opened(chat);
  const before = feed.rows.value;
  feed.close();
  chat.receive('c_1', 'u_2', 'new');
  await settled();
  expect(feed.rows.value).toBe(before);
  expect(chat.calls).toContain('close c_1');
});
