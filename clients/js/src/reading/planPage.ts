import type { Seq } from '../api.ts';
import { rangeAt, type Range } from '../ranges/ranges.ts';
import { liveRange } from '../store/chatRecord.ts';
import type { ChatRecord } from '../store/records.ts';

export interface PageOptions {
  readonly limit: number;
  readonly before?: Seq;
  readonly after?: Seq;
  readonly around?: Seq;
}

/** Where a page's lines are: in one range, so that no hole is shown as if there were nothing. */
export interface PagePlan {
  readonly range: Range;
  /** Up to so many lines downwards from `pivot` - 1, and upwards from `pivot`. */
  readonly pivot: number;
  readonly below: number;
  readonly above: number;
}

/** What the server is asked for. */
export type Missing = { readonly before: Seq } | { readonly after: Seq } | 'newest';

/** Decides where to read; `missing`: nothing is known of that place. */
export function planPage(
  chat: ChatRecord,
  { limit, before, after, around }: PageOptions,
): PagePlan | { readonly missing: Missing } {
  if (before !== undefined && before <= chat.cursor) {
    if (before <= chat.firstSeq) return { range: [before, before - 1], pivot: before, below: limit, above: 0 };
    const range = rangeAt(chat.ranges, before - 1);
    return range ? { range, pivot: before, below: limit, above: 0 } : { missing: { before } };
  }
  if (after !== undefined && after < chat.cursor) {
    const range = rangeAt(chat.ranges, after + 1);
    return range ? { range, pivot: after + 1, below: 0, above: limit } : { missing: { after } };
  }
  if (around !== undefined && around <= chat.cursor) {
    const [below, above] = [Math.floor(limit / 2), Math.ceil(limit / 2)];
    const pivot = Math.max(around, chat.firstSeq);
    const range = rangeAt(chat.ranges, pivot);
    return range ? { range, pivot, below, above } : { missing: { before: pivot + above } };
  }
  const range = liveRange(chat);
  const pivot = chat.cursor + 1;
  return { range, pivot, below: after === undefined ? limit : 0, above: 0 };
}
