import type { ChatMessage, ChatSummary } from '@chat/client';
import type { JSX } from 'preact';
import { useClient } from '../app/ClientContext.tsx';
import { useUser } from '../app/useUser.ts';
import { Icon } from '../design/Icon.tsx';
import { Ticks } from '../design/Ticks.tsx';
import { typingText } from '../presence/typingText.ts';
import { messageLine } from './messageLine.ts';

export interface ChatRowLineProps {
  readonly chat: ChatSummary;
  readonly selected: boolean;
  readonly typists: readonly string[];
}

/** The second line of a chat in the list: who is typing, else the draft, else the last message. */
export function ChatRowLine({ chat, selected, typists }: ChatRowLineProps): JSX.Element {
  const client = useClient();
  const typing = typingText(
    typists.map((userId) => client.knownUser(userId)?.displayName),
    chat.type === 'direct',
  );
  if (typing !== undefined) return <span class="chat-row-line chat-row-typing">{typing}</span>;
  // In the open chat the draft stands in the composer already.
  if (!selected && chat.draft !== undefined && chat.draft.trim() !== '') {
    return (
      <span class="chat-row-line">
        <span class="chat-row-draft">Draft: </span>
        {chat.draft}
      </span>
    );
  }
  if (chat.left === true) return <span class="chat-row-line">You are not a member any more</span>;
  if (chat.lastMessage === undefined) return <span class="chat-row-line">No messages yet</span>;
  return <LastMessage message={chat.lastMessage} direct={chat.type === 'direct'} />;
}

function LastMessage({ message, direct }: { message: ChatMessage; direct: boolean }): JSX.Element {
  const sender = useUser(message.own || direct ? undefined : message.from);
  const { icon, text } = messageLine(message);
  const who = message.own ? 'You' : sender?.displayName.split(' ')[0];
  return (
    <>
      {message.own && <Ticks state={message.state} />}
      <span class="chat-row-line">
        {who !== undefined && <span class="chat-row-who">{who}: </span>}
        {icon !== undefined && <Icon name={icon} size={16} class="chat-row-icon" />}
        {text}
      </span>
    </>
  );
}
