import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './Icon.tsx';
import './Row.css';

export interface RowProps {
  /** Before the text: an icon, or anything else such as an avatar. */
  readonly icon?: IconName;
  readonly lead?: ComponentChildren;
  readonly title: ComponentChildren;
  readonly detail?: ComponentChildren;
  /** At its end. */
  readonly end?: ComponentChildren;
  readonly danger?: boolean;
  /** Makes all of it a button. */
  readonly onClick?: () => void;
}

/** One line of a card or of a list. */
export function Row(props: RowProps): JSX.Element {
  const { icon, lead, title, detail, end, danger = false, onClick } = props;
  const content = (
    <>
      {icon !== undefined && <Icon name={icon} size={21} class="row-icon" />}
      {lead}
      <span class="row-text">
        <span class="row-title">{title}</span>
        {detail !== undefined && <span class="row-detail">{detail}</span>}
      </span>
      {end}
    </>
  );
  const className = `row${danger ? ' row-danger' : ''}`;
  return onClick === undefined ? (
    <div class={className}>{content}</div>
  ) : (
    <button type="button" class={`${className} row-button`} onClick={onClick}>
      {content}
    </button>
  );
}
