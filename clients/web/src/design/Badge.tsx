import type { JSX } from 'preact';
import './Badge.css';

/** A count of unread messages. */
export function Badge({ count }: { readonly count: number }): JSX.Element | null {
  if (count === 0) return null;
  return (
    <span class="badge">
      <span aria-hidden>{count > 999 ? '999+' : count}</span>
      <span class="spoken">{count} unread</span>
    </span>
  );
}
