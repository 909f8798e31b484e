import type { JSX } from 'preact';
import { dayLabel } from './days.ts';

export function DayPill({ day, now }: { readonly day: number; readonly now: number }): JSX.Element {
  return (
    <div class="day">
      <span class="day-pill">{dayLabel(day, now)}</span>
    </div>
  );
}
