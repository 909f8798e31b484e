import type { JSX } from 'preact';

/** The product's own mark: two voices that overlap. As public/mark.svg. */
export function Mark({ size = 40 }: { readonly size?: number }): JSX.Element {
  return (
    <svg viewBox="0 0 40 40" width={size} height={size} aria-hidden>
      <path
        fill="var(--accent)"
        d="M16 5C8.8 5 3 10 3 16.5c0 3.4 1.6 6.3 4.2 8.4L6 31l6.3-3.5c1.2.3 2.4.5 3.7.5 7.2 0 13-5 13-11.5S23.2 5 16 5z"
      />
      <path
        fill="var(--mark-front, #e9a23b)"
        d="M31 15.2c.1.4.1.9.1 1.3 0 7.4-6.2 13-13.9 13.7 2 2.3 5.1 3.8 8.6 3.8 1 0 2-.1 3-.4l5.2 2.9-1-4.9c2.5-1.7 4-4.2 4-7 0-4-2.4-7.5-6-9.4z"
      />
    </svg>
  );
}
