import type { JSX } from 'preact';
import { Icon } from './Icon.tsx';
import { initials } from './initials.ts';
import { personColor } from './personColor.ts';
import './Avatar.css';

export interface AvatarProps {
  /** Of the user or the chat: decides the colour. */
  readonly id: string;
  /** Absent until known. */
  readonly name: string | undefined;
  /** Pixels. */
  readonly size?: number;
  /** People are round, groups and channels rounded squares. */
  readonly shape?: 'person' | 'group';
  /** A dot in the corner. */
  readonly online?: boolean;
}

/** Decoration: the name stands beside it. */
export function Avatar({ id, name, size = 48, shape = 'person', online = false }: AvatarProps): JSX.Element {
  const color = personColor(id);
  return (
    <span
      class={`avatar avatar-${shape}`}
      style={{
        '--avatar-size': `${size}px`,
        background: `var(--person-soft-${color})`,
        color: `var(--person-${color})`,
      }}
      aria-hidden
    >
      {name === undefined ? <Icon name="person" size={Math.round(size * 0.5)} /> : initials(name)}
      {online && <span class="avatar-dot" />}
    </span>
  );
}
