import type { User } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText } from '../app/errors.ts';
import { Icon } from '../design/Icon.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { TextField } from '../design/TextField.tsx';
import { matchingPeople } from './matchingPeople.ts';
import { PersonOption } from './PersonOption.tsx';
import { useContacts } from './useContacts.ts';
import { useFindPerson, type Finding } from './useFindPerson.ts';
import './PersonPicker.css';

export interface PersonPickerProps {
  readonly label: string;
  readonly search?: string;
  /** Chosen already; they are shown with a tick. Absent where one is chosen and that is it. */
  readonly chosen?: readonly User[];
  /** Cannot be chosen: with the reason, "Member". */
  readonly taken?: ReadonlyMap<string, string>;
  readonly autofocus?: boolean;
  readonly onPick: (user: User) => void;
}

/** People to choose from: those one has chats with, and whoever has exactly the user name that is typed. */
export function PersonPicker({ label, search: begin = '', chosen, taken, autofocus, onPick }: PersonPickerProps): JSX.Element {
  const { session } = useClient();
  const [search, setSearch] = useState(begin);
  const contacts = useContacts();
  const matching = matchingPeople(contacts, search);
  const finding = useFindPerson(search);
  const found = finding.state === 'found' && !matching.some(({ userId }) => userId === finding.user.userId) ? [finding.user] : [];
  const people = [...found, ...matching];

  return (
    <div class="picker">
      <TextField
        label={label}
        value={search}
        onInput={setSearch}
        autocapitalize="off"
        placeholder="Name or user name"
        autofocus={autofocus === true}
      />
      <p class="picker-note" role="status">
        <FindingText finding={finding} search={search} shown={people.length} />
      </p>
      <ul class="picker-list" aria-label="People">
        {people.map((user) => (
          <li key={user.userId}>
            <PersonOption
              user={user}
              reason={user.userId === session.userId ? 'You' : taken?.get(user.userId)}
              {...(chosen === undefined ? {} : { chosen: chosen.some(({ userId }) => userId === user.userId) })}
              onPick={() => {
                onPick(user);
                if (chosen !== undefined) setSearch('');
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FindingText({ finding, search, shown }: { finding: Finding; search: string; shown: number }): JSX.Element | null {
  if (search.trim() === '') return shown > 0 ? null : <>Type the exact user name of the person.</>;
  switch (finding.state) {
    case 'looking':
      return (
        <>
          <Spinner size={14} /> Looking for “{search.trim()}”
        </>
      );
    case 'nobody':
      return (
        <>
          {shown > 0 ? 'Nobody else' : 'Nobody'} has the user name “{search.trim()}”.
        </>
      );
    case 'failed':
      return (
        <>
          <Icon name="warning" size={16} /> {errorText(finding.error)}
        </>
      );
    default:
      return shown > 0 ? null : <>A user name has at least 3 letters or digits.</>;
  }
}
