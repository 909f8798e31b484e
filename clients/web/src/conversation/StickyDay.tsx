import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dayLabel } from './days.ts';

/** How long it stays after the last movement, ms. */
const lingers = 1_400;

export interface StickyDayProps {
  /** Of the topmost row on the screen; undefined where the day's own line is at the top. */
  readonly day: ReadonlySignal<number | undefined>;
  /** Changes with every movement. */
  readonly turn: ReadonlySignal<number>;
  readonly now: number;
}

/** The day that one is scrolling through. It goes once one has stopped. */
export function StickyDay({ day, turn, now }: StickyDayProps): JSX.Element {
  const [moving, setMoving] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const off = turn.subscribe((count) => {
      if (count === 0) return;
      setMoving(true);
      clearTimeout(timer);
      timer = setTimeout(() => setMoving(false), lingers);
    });
    return () => {
      off();
      clearTimeout(timer);
    };
  }, []);
  const shown = day.value;
  return (
    <div class={`sticky-day${moving && shown !== undefined ? ' sticky-day-shown' : ''}`} aria-hidden>
      {shown !== undefined && <span class="day-pill">{dayLabel(shown, now)}</span>}
    </div>
  );
}
