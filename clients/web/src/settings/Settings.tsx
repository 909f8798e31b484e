import type { JSX } from 'preact';

export function Settings({ onBack }: { readonly onBack: () => void }): JSX.Element {
  return (
    <button type="button" onClick={onBack}>
      Back
    </button>
  );
}
