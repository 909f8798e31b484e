import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Icon } from '../design/Icon.tsx';

export interface JumpToEndProps {
  /** The end is not on the screen. */
  readonly far: ReadonlySignal<boolean>;
  readonly unread: number;
  readonly onClick: () => void;
}

export function JumpToEnd({ far, unread, onClick }: JumpToEndProps): JSX.Element {
  const shown = far.value;
  const label = unread > 0 ? `Jump to the newest message, ${unread} unread` : 'Jump to the newest message';
  return (
    <button
      type="button"
      class={`jump${shown ? ' jump-shown' : ''}`}
      aria-label={label}
      title={label}
      disabled={!shown}
      onClick={onClick}
    >
      {unread > 0 && <span class="jump-count tabular">{unread > 999 ? '999+' : unread}</span>}
      <Icon name="down" size={20} />
    </button>
  );
}
