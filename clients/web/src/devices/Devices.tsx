import type { JSX } from 'preact';

export function Devices({ onBack }: { readonly onBack: () => void }): JSX.Element {
  return (
    <button type="button" onClick={onBack}>
      Back
    </button>
  );
}
