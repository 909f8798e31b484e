import type { MessageState } from '@chat/client';
import type { JSX } from 'preact';
import { stateInWords } from './describeMessage.ts';

const first = 'M1.2 6.1l3.1 3.1L10.6 2.3';
const second = 'M7.1 8.6l.7.7 6.4-7';

/** How far an own message has come: a clock, one tick, two, two in colour. A message that failed says so elsewhere. */
export function Ticks({ state }: { readonly state: MessageState }): JSX.Element | null {
  if (state === 'received' || state === 'failed') return null;
  if (state === 'waiting') {
    return (
      <svg class="ticks ticks-waiting" viewBox="0 0 12 12" width="12" height="12" role="img" aria-label={stateInWords(state)}>
        <path d="M6 11A5 5 0 1 0 6 1a5 5 0 0 0 0 10zM6 3.4V6l1.9 1.1" />
      </svg>
    );
  }
  return (
    <svg class={`ticks ticks-${state}`} viewBox="0 0 16 11" width="16" height="11" role="img" aria-label={stateInWords(state)}>
      <path d={state === 'sent' ? first : `${first}${second}`} />
    </svg>
  );
}
