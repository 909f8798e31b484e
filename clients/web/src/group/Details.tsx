import type { JSX } from 'preact';

export function Details({ chatId, onClose }: { readonly chatId: string; readonly onClose: () => void }): JSX.Element {
  return (
    <button type="button" onClick={onClose}>
      {chatId}
    </button>
  );
}
