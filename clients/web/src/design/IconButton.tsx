import type { JSX, Ref } from 'preact';
import { Icon, type IconName } from './Icon.tsx';
import './IconButton.css';

export interface IconButtonProps {
  readonly icon: IconName;
  /** What it does; read out, and shown when the pointer rests on it. */
  readonly label: string;
  readonly onClick?: (event: MouseEvent) => void;
  readonly disabled?: boolean;
  /** Of a button that opens a menu or a dialog. */
  readonly expanded?: boolean;
  readonly haspopup?: 'menu' | 'dialog';
  /** Of a button that stays down. */
  readonly pressed?: boolean;
  readonly kind?: 'plain' | 'accent' | 'danger';
  /** Pixels, of the icon. */
  readonly size?: number;
  readonly class?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

export function IconButton(props: IconButtonProps): JSX.Element {
  const { icon, label, onClick, disabled = false, expanded, haspopup, pressed, kind = 'plain', size = 22, buttonRef } = props;
  return (
    <button
      type="button"
      ref={buttonRef ?? null}
      class={`icon-button icon-button-${kind}${props.class === undefined ? '' : ` ${props.class}`}`}
      aria-label={label}
      title={label}
      aria-haspopup={haspopup}
      aria-expanded={expanded}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={size} />
    </button>
  );
}
