import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import './Toast.css';

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly wrong: boolean;
}

const shown = signal<Notice | undefined>(undefined);
const spoken = signal('');
const showFor = 5000;
let last = 0;

/** Says shortly, at the screen's foot, what was done or has failed; one at a time. */
export function toast(text: string, options: { wrong?: boolean } = {}): void {
  shown.value = { id: ++last, text, wrong: options.wrong === true };
}

/** Says something to a screen reader, and shows nothing. */
export function announce(text: string): void {
  // The same words twice are read twice only if the text differs.
  spoken.value = spoken.value === text ? `${text}\u00a0` : text;
}

/** Where `toast` and `announce` come out; rendered once. */
export function ToastRegion(): JSX.Element {
  const notice = shown.value;
  useEffect(() => {
    if (notice === undefined) return;
    const timer = setTimeout(() => {
      shown.value = undefined;
    }, showFor);
    return () => clearTimeout(timer);
  }, [notice]);

  return (
    <>
      <div class="toast-region" role="status">
        {notice !== undefined && (
          <p key={notice.id} class={`toast${notice.wrong ? ' toast-wrong' : ''}`}>
            {notice.text}
          </p>
        )}
      </div>
      <div class="spoken" role="log" aria-live="polite">
        {spoken.value}
      </div>
    </>
  );
}
