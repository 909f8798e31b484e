import type { ComponentChildren, JSX } from 'preact';
import { IconButton } from '../design/IconButton.tsx';
import './Page.css';

export interface PageProps {
  readonly title: string;
  readonly onBack: () => void;
  readonly children: ComponentChildren;
}

/** A page in the place of the conversation: a bar with its title and what leads back, below it a column. */
export function Page({ title, onBack, children }: PageProps): JSX.Element {
  return (
    <section class="page" aria-labelledby="page-title">
      <header class="page-bar">
        <IconButton icon="back" label="Back" onClick={onBack} />
        <h1 id="page-title">{title}</h1>
      </header>
      <div class="page-scroll">
        <div class="page-column">{children}</div>
      </div>
    </section>
  );
}
