import type { JSX, Ref } from 'preact';
import { useId, useState } from 'preact/hooks';
import { IconButton } from './IconButton.tsx';
import './TextField.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'password';
  readonly name?: string;
  readonly autocomplete?: string;
  readonly placeholder?: string;
  readonly hint?: string;
  /** In place of the hint, beside the field and read out with it. */
  readonly error?: string | undefined;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly autofocus?: boolean;
  readonly autocapitalize?: 'off' | 'words' | 'sentences';
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A labelled field of one line. A password can be shown. */
export function TextField(props: TextFieldProps): JSX.Element {
  const { label, value, onInput, type = 'text', hint, error, autocapitalize = 'sentences', inputRef } = props;
  const [shown, setShown] = useState(false);
  const id = useId();
  const note = error ?? hint;
  return (
    <div class={`field${error === undefined ? '' : ' field-wrong'}`}>
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          id={id}
          ref={inputRef ?? null}
          {...(type === 'password' && !shown ? { type: 'password' as const } : { type: 'text' as const })}
          name={props.name}
          value={value}
          placeholder={props.placeholder}
          autocomplete={props.autocomplete ?? 'off'}
          autocapitalize={autocapitalize}
          spellcheck={false}
          maxLength={props.maxLength}
          required={props.required}
          autofocus={props.autofocus}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {type === 'password' && (
          <IconButton
            icon={shown ? 'eye-off' : 'eye'}
            label={shown ? 'Hide password' : 'Show password'}
            size={20}
            onClick={() => setShown(!shown)}
          />
        )}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} class="field-note">
          {note}
        </p>
      )}
    </div>
  );
}
