import type { JSX } from 'preact';
import { Icon, type IconName } from '../design/Icon.tsx';

export interface ProgressRingProps {
  /** From 0 to 1; undefined: it turns without a measure. */
  readonly share: number | undefined;
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
  /** Under way; a ring is drawn. */
  readonly busy: boolean;
  readonly size?: number;
}

const radius = 21;
const length = 2 * Math.PI * radius;

/** A round button with what it does in its middle and how far that is around it. */
export function ProgressRing({ share, icon, label, onClick, busy, size = 46 }: ProgressRingProps): JSX.Element {
  const drawn = share ?? 0.22;
  return (
    <button
      type="button"
      class={`progress-ring${busy ? ' progress-ring-busy' : ''}`}
      style={{ width: `${size}px`, height: `${size}px` }}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      {busy && (
        <svg class={share === undefined ? 'progress-ring-turning' : ''} viewBox="0 0 46 46" aria-hidden>
          <circle cx="23" cy="23" r={radius} stroke-dasharray={`${Math.max(0.02, drawn) * length} ${length}`} />
        </svg>
      )}
      <Icon name={icon} size={Math.round(size * 0.46)} />
    </button>
  );
}
