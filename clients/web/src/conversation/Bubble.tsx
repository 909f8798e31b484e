import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { AttachmentList } from '../attachments/AttachmentList.tsx';
import { Icon } from '../design/Icon.tsx';
import { personColor } from '../design/personColor.ts';
import { useConversationActions } from './ConversationActions.ts';
import { emojiOnly } from './emojiOnly.ts';
import { MessageText } from './MessageText.tsx';
import { clockTime } from '../chatList/listTime.ts';
import { Ticks } from '../design/Ticks.tsx';
import './bubble.css';

export interface BubbleProps {
  readonly message: ChatMessage;
  /** The sender's, where it is to be shown. */
  readonly name: string | undefined;
  readonly tail: boolean;
  readonly listWidth: number;
}

export function Bubble({ message, name, tail, listWidth }: BubbleProps): JSX.Element {
  const actions = useConversationActions();
  const attached = message.uploads ?? message.attachments;
  const big = attached.length === 0 ? emojiOnly(message.text) : 0;
  const bare = attached.length > 0 && message.text === '' && attached.every(({ kind }) => kind === 'image' || kind === 'video');
  const shape = big > 0 ? ` bubble-emoji bubble-emoji-${Math.min(4, big)}` : bare ? ' bubble-bare' : '';
  const openMenu = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : undefined;
    // A link and a selection have menus of their own.
    if (target?.closest('a') != null || getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    actions.menu(message, { x: event.clientX, y: event.clientY });
  };
  return (
    <div class="bubble-line">
      <div
        class={`bubble${shape}${tail && big === 0 ? ' bubble-tail' : ''}${attached.length > 0 ? ' bubble-with-media' : ''}`}
        onContextMenu={openMenu}
      >
        {name !== undefined && (
          <div class="bubble-name" style={{ color: `var(--person-${personColor(message.from)})` }}>
            {name}
          </div>
        )}
        {attached.length > 0 && <AttachmentList message={message} listWidth={listWidth} />}
        {message.text !== '' && <MessageText text={message.text} />}
        <span class="bubble-meta">
          <time dateTime={new Date(message.at).toISOString()}>{clockTime(message.at)}</time>
          {message.own && message.state !== 'failed' && <Ticks state={message.state} size={16} />}
        </span>
        <button
          type="button"
          class="bubble-more"
          tabIndex={-1}
          aria-label="Message actions"
          aria-haspopup="menu"
          onClick={(event) => {
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            actions.menu(message, { x: left, y: bottom });
          }}
        >
          <Icon name="down" size={15} />
        </button>
      </div>
      {message.state === 'failed' && (
        <div class="bubble-failed" role="group" aria-label="Not sent">
          <Icon name="warning" size={15} />
          <span>{failureText(message.failure)}</span>
          <button type="button" onClick={() => actions.retry(message)}>
            Try again
          </button>
          <button type="button" onClick={() => actions.remove(message)}>
            Delete
          </button>
        </div>
      )}
    </div>
  );
}

function failureText(code: string | undefined): string {
  switch (code) {
    case 'not-allowed':
      return 'Not sent: you may not write here.';
    case 'not-a-member':
    case 'chat-not-found':
      return 'Not sent: you are not a member any more.';
    case 'too-large':
      return 'Not sent: it is too large.';
    case 'media-not-found':
    case 'type-not-allowed':
      return 'Not sent: a file was refused.';
    default:
      return 'Not sent.';
  }
}
