import type { Clock } from '../environment/Clock.ts';

/** A part that has something to do at a time. */
export interface Paced {
  /** When, ms since 1970; undefined: only an input makes work. */
  readonly nextDue: number | undefined;
  turn(): void;
}

/** Gives parts their turn: after each input, and when one of them is due. */
export class Pacemaker {
  private timer: unknown;
  private ended = false;

  constructor(
    private readonly clock: Clock,
    private readonly parts: () => readonly Paced[],
  ) {}

  turn(): void {
    if (this.ended) return;
    const parts = this.parts();
    for (const part of parts) part.turn();
    this.clock.clearTimeout(this.timer);
    const dues = parts.flatMap((part) => part.nextDue ?? []);
    if (dues.length > 0) this.timer = this.clock.setTimeout(() => this.turn(), Math.max(Math.min(...dues) - this.clock.now(), 0));
  }

  end(): void {
    this.ended = true;
    this.clock.clearTimeout(this.timer);
  }
}
