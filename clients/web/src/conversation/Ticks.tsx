import type { MessageState } from '@chat/client';
import type { JSX } from 'preact';
import { stateInWords } from './describeMessage.ts';

const first = 'M1.2 6.1l3.1 3.1L10.6 2.3';
const second = 'M7.1 8.6l.7.7 6.4-7';

/** How far an own message has come: a clock, one tick, two, two in colour. A message that failed says so elsewhere. */
export function Ticks({ state }: { readonly state: MessageState }): JSX.Element | null {
  if (state === 'received' || state === 'failed') return null;
  return (
    <svg class={`ticks ticks-${state}`} viewBox="0 0 16 11" width="16" height="11" role="img" aria-label={stateInWords(state)}>
      {state === 'waiting' ? (
        <path d="M8 10a4.4 4.4 0 1 0 0-8.8A4.4 4.4 0 0 0 8 10zM8 3.4v2.4l1.6 1" />
      ) : (
        <path d={state === 'sent' ? first : `${first}${second}`} />
      )}
    </svg>
  );
}
