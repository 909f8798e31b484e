import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import './Choice.css';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string; readonly detail?: string }[];
  readonly value: T;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of a few, all of them shown. */
export function Choice<T extends string>({ label, options, value, disabled = false, onChange }: ChoiceProps<T>): JSX.Element {
  const name = useId();
  return (
    <fieldset class="choice" disabled={disabled}>
      <legend class="spoken">{label}</legend>
      {options.map((option) => (
        <label key={option.value} class="choice-option">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.detail !== undefined && <span class="choice-detail">{option.detail}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
