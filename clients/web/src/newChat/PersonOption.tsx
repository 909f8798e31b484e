import type { User } from '@chat/client';
import type { JSX } from 'preact';
import { Avatar } from '../design/Avatar.tsx';
import { Icon } from '../design/Icon.tsx';

export interface PersonOptionProps {
  readonly user: User;
  /** Why it cannot be chosen. */
  readonly reason: string | undefined;
  /** Of one of several: whether it is chosen. */
  readonly chosen?: boolean;
  readonly onPick: () => void;
}

export function PersonOption({ user, reason, chosen, onPick }: PersonOptionProps): JSX.Element {
  return (
    <button type="button" class="picker-option" disabled={reason !== undefined} aria-pressed={chosen} onClick={onPick}>
      <Avatar id={user.userId} name={user.displayName} size={40} />
      <span class="picker-text">
        <span class="picker-name">{user.displayName}</span>
        <span class="picker-user">{user.userName}</span>
      </span>
      {reason !== undefined && <span class="picker-user">{reason}</span>}
      {chosen !== undefined && reason === undefined && (
        <span class={`picker-check${chosen ? ' picker-checked' : ''}`}>{chosen && <Icon name="check" size={14} />}</span>
      )}
    </button>
  );
}
