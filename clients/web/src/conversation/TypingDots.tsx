import type { JSX } from 'preact';

/** Decoration: the words stand beside it. */
export function TypingDots(): JSX.Element {
  return (
    <span class="typing-dots" aria-hidden>
      <i />
      <i />
      <i />
    </span>
  );
}
