import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../design/Icon.tsx';
import { toast } from '../design/Toast.tsx';
import type { ConversationActions } from './ConversationActions.ts';
import { fullTime } from './days.ts';
import { stateInWords } from './describeMessage.ts';

export interface OpenMenu {
  readonly message: ChatMessage;
  readonly x: number;
  readonly y: number;
}

export interface MessageMenuProps extends OpenMenu {
  readonly actions: ConversationActions;
  readonly onClose: () => void;
}

interface Entry {
  readonly label: string;
  readonly icon: IconName;
  readonly danger?: boolean;
  readonly run: () => void;
}

const margin = 8;

/** What can be done to one message, and what is known about it. Arrows, Home and End move; Esc and a press elsewhere close it. */
export function MessageMenu({ message, x, y, actions, onClose }: MessageMenuProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: x, top: y });

  useLayoutEffect(() => {
    const { offsetWidth, offsetHeight } = root.current!;
    const top = y + offsetHeight + margin > innerHeight ? Math.max(margin, y - offsetHeight) : y;
    setPlace({ left: Math.max(margin, Math.min(x, innerWidth - offsetWidth - margin)), top });
  }, [x, y]);

  useEffect(() => {
    const before = document.activeElement;
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) onClose();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('wheel', outside, { passive: true });
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('wheel', outside);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    const entries = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = entries.findIndex((entry) => entry === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (to !== undefined) entries.at(to % entries.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="message-menu" ref={root} style={{ left: `${place.left}px`, top: `${place.top}px` }} onKeyDown={onKeyDown}>
      <div role="menu" aria-label="Message actions">
        {entriesOf(message, actions).map(({ label, icon, danger, run }) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class={`message-menu-item${danger === true ? ' message-menu-danger' : ''}`}
            onClick={() => {
              onClose();
              run();
            }}
          >
            <Icon name={icon} size={19} />
            {label}
          </button>
        ))}
      </div>
      <p class="message-menu-info">
        {fullTime(message.at)}
        {message.own && <span>{capital(stateInWords(message.state))}</span>}
      </p>
    </div>
  );
}

function entriesOf(message: ChatMessage, actions: ConversationActions): readonly Entry[] {
  const entries: Entry[] = [];
  const picture = message.attachments.find(({ kind }) => kind === 'image');
  if (message.text !== '') entries.push({ label: 'Copy text', icon: 'copy', run: () => void copy(message.text) });
  if (picture !== undefined) {
    entries.push({ label: 'Open picture', icon: 'image', run: () => actions.view(message, picture.mediaId) });
  }
  for (const attachment of message.attachments) {
    const label = message.attachments.length === 1 ? 'Download' : `Download ${attachment.name}`;
    entries.push({ label, icon: 'download', run: () => actions.save(attachment) });
  }
  if (message.state === 'failed') entries.push({ label: 'Try again', icon: 'retry', run: () => actions.retry(message) });
  if (message.state === 'failed' || message.state === 'waiting') {
    entries.push({ label: 'Delete', icon: 'trash', danger: true, run: () => actions.remove(message) });
  }
  return entries;
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied');
  } catch {
    // Not allowed, or no clipboard at all: pages without TLS have none.
    toast('The text could not be copied.', { wrong: true });
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
