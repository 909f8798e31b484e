import type { Range, RowLayout } from './RowLayout.ts';

/** Drawn beyond the viewport on either side, px, and what must be left of it before more is drawn. */
export const overscan = { drawn: 900, least: 450 };

/**
 * The rows to have in the document. The present ones stay as long as they cover the viewport with something to spare: a frame of
 * scrolling then draws a few rows every so often instead of one each time.
 */
export function renderedRange(
  layout: RowLayout,
  distance: number,
  viewport: number,
  present: Range | undefined,
): Range | undefined {
  const needed = layout.between(distance - overscan.least, distance + viewport + overscan.least);
  if (needed === undefined) return undefined;
  if (
    present !== undefined &&
    present.first <= needed.first &&
    present.last >= needed.last &&
    present.last < layout.keys.length
  ) {
    const most = layout.between(distance - 2 * overscan.drawn, distance + viewport + 2 * overscan.drawn);
    if (most !== undefined && present.first >= most.first && present.last <= most.last) return present;
  }
  return layout.between(distance - overscan.drawn, distance + viewport + overscan.drawn);
}
