import type { User } from '@chat/client';
import type { JSX } from 'preact';
import { Avatar } from '../design/Avatar.tsx';
import { Icon } from '../design/Icon.tsx';
import './ChosenPeople.css';

/** Those who are chosen, each to be taken out again. */
export function ChosenPeople({
  people,
  onRemove,
}: {
  people: readonly User[];
  onRemove: (user: User) => void;
}): JSX.Element | null {
  if (people.length === 0) return null;
  return (
    <ul class="chosen" aria-label="Chosen">
      {people.map((user) => (
        <li key={user.userId}>
          <button type="button" class="chosen-person" aria-label={`Take ${user.displayName} out`} onClick={() => onRemove(user)}>
            <Avatar id={user.userId} name={user.displayName} size={24} />
            <span>{user.displayName}</span>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
