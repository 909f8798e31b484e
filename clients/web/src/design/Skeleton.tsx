import type { JSX } from 'preact';
import './Skeleton.css';

/** The place of something that is being read. */
export function Skeleton({
  width,
  height = 12,
  round = false,
}: {
  width?: string;
  height?: number;
  round?: boolean;
}): JSX.Element {
  return (
    <span
      class={`skeleton${round ? ' skeleton-round' : ''}`}
      style={{ width: round ? `${height}px` : (width ?? '100%'), height: `${height}px` }}
      aria-hidden
    />
  );
}
