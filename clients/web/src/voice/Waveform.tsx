import type { JSX } from 'preact';
import { bars } from './waveform.ts';

export interface WaveformProps {
  readonly waveform: readonly number[];
  /** From 0 to 1: what was played. */
  readonly played: number;
  readonly count?: number;
}

const step = 4;
const height = 26;

/** Decoration: a slider over it says where one is. */
export function Waveform({ waveform, played, count = 40 }: WaveformProps): JSX.Element {
  const shown = bars(waveform, count);
  return (
    <svg class="waveform" viewBox={`0 0 ${count * step} ${height}`} preserveAspectRatio="none" aria-hidden>
      {shown.map((level, i) => {
        const tall = 3 + level * (height - 4);
        return (
          <rect
            key={i}
            class={(i + 0.5) / count <= played ? 'waveform-played' : ''}
            x={i * step + 0.75}
            y={(height - tall) / 2}
            width={2.5}
            height={tall}
            rx={1.25}
          />
        );
      })}
    </svg>
  );
}
