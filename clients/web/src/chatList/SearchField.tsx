import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../design/Icon.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { focusFirstRow } from './moveInList.ts';
import './SearchField.css';

export interface SearchFieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
}

export function SearchField({ value, onInput }: SearchFieldProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="search" role="search">
      <Icon name="search" size={18} />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterkeyhint="search"
        value={value}
        placeholder="Search"
        aria-label="Search chats"
        autocomplete="off"
        spellcheck={false}
        data-shortcut="search"
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            onInput('');
            event.currentTarget.blur();
          } else if (event.key === 'ArrowDown') focusFirstRow();
          else return;
          event.preventDefault();
        }}
      />
      {value !== '' && (
        <IconButton
          icon="close"
          label="Clear the search"
          size={16}
          onClick={() => {
            onInput('');
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
