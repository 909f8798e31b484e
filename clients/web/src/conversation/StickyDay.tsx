import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dayLabel } from './days.ts';

/** How long it stays after the last movement, ms. */
const lingers = 1_400;

export interface StickyDayProps {
  /** Of the topmost row on the screen; undefined where the day's own line is at the top. */
  readonly day: number | undefined;
  readonly now: number;
  /** Changes with every movement. */
  readonly turn: number;
}

/** The day that one is scrolling through. It goes once one has stopped. */
export function StickyDay({ day, now, turn }: StickyDayProps): JSX.Element {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (turn === 0) return;
    setShown(true);
    const timer = setTimeout(() => setShown(false), lingers);
    return () => clearTimeout(timer);
  }, [turn]);
  return (
    <div class={`sticky-day${shown && day !== undefined ? ' sticky-day-shown' : ''}`} aria-hidden>
      {day !== undefined && <span class="day-pill">{dayLabel(day, now)}</span>}
    </div>
  );
}
