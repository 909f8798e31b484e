import { expect, it, vi } from 'vitest';
import { afterDelay } from '../../src/composer/afterDelay.ts';
import { readAfter, ReadTracker } from '../../src/conversation/ReadTracker.ts';

function tracker(): { reads: number[]; tracker: ReadTracker } {
  vi.useFakeTimers();
  const reads: number[] = [];
  return { reads, tracker: new ReadTracker(3, (seq) => reads.push(seq), afterDelay) };
}

it('a message is read once it was on the screen for a moment of attention', () => {
  const { reads, tracker: read } = tracker();
  read.attentive(true);
  read.visible(5);
  expect(reads).toEqual([]);
  vi.advanceTimersByTime(readAfter);
  expect(reads).toEqual([5]);
});

it('nothing is read while nobody looks, and all of it when somebody comes back', () => {
  const { reads, tracker: read } = tracker();
  read.visible(5);
  vi.advanceTimersByTime(10 * readAfter);
  expect(reads).toEqual([]);
  read.attentive(true);
  vi.advanceTimersByTime(readAfter);
  expect(reads).toEqual([5]);
});

it('looking away before the moment is over leaves it unread', () => {
  const { reads, tracker: read } = tracker();
  read.attentive(true);
  read.visible(5);
  read.attentive(false);
  vi.advanceTimersByTime(10 * readAfter);
  expect(reads).toEqual([]);
});

it('scrolling on reads the furthest, once', () => {
  const { reads, tracker: read } = tracker();
  read.attentive(true);
  for (const seq of [4, 6, 9]) read.visible(seq);
  vi.advanceTimersByTime(readAfter);
  read.visible(7);
  vi.advanceTimersByTime(readAfter);
  expect(reads).toEqual([9]);
});
