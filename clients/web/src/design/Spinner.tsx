import type { JSX } from 'preact';
import './Spinner.css';

/** Decoration: whoever shows it says in words what is under way. */
export function Spinner({ size = 20 }: { readonly size?: number }): JSX.Element {
  return (
    <svg class="spinner" viewBox="0 0 20 20" width={size} height={size} aria-hidden>
      <circle cx="10" cy="10" r="8" />
    </svg>
  );
}
