import type { JSX } from 'preact';
import { links } from './links.ts';

/** What somebody wrote: line breaks kept, addresses made into links. */
export function MessageText({ text }: { readonly text: string }): JSX.Element {
  return (
    <span class="bubble-text" dir="auto">
      {links(text).map((part, i) =>
        part.href === undefined ? (
          part.text
        ) : (
          <a key={i} href={part.href} target="_blank" rel="noopener noreferrer nofollow" tabIndex={-1}>
            {part.text}
          </a>
        ),
      )}
    </span>
  );
}
