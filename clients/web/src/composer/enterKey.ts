export interface EnterPress {
  readonly shift: boolean;
  /** An input method is composing: the key belongs to it. */
  readonly composing: boolean;
}

/** Whether Enter sends. With a keyboard it does, and Shift makes a line; on touch devices Enter is the way to a new line. */
export function enterSends({ shift, composing }: EnterPress, touch: boolean): boolean {
  return !touch && !shift && !composing;
}
