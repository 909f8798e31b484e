import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import './Section.css';

export interface SectionProps {
  readonly title?: string;
  /** Below it. */
  readonly note?: ComponentChildren;
  /** Beside the title. */
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A titled card of rows on a page. */
export function Section({ title, note, action, children }: SectionProps): JSX.Element {
  const id = useId();
  return (
    <section class="section" aria-labelledby={title === undefined ? undefined : id}>
      {(title !== undefined || action !== undefined) && (
        <header class="section-head">
          {title !== undefined && <h2 id={id}>{title}</h2>}
          {action}
        </header>
      )}
      <div class="section-card">{children}</div>
      {note !== undefined && <p class="section-note">{note}</p>}
    </section>
  );
}
