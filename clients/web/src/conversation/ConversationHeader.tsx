import type { ChatSummary } from '@chat/client';
import type { JSX } from 'preact';
import { useNow } from '../app/useNow.ts';
import { useTypists } from '../app/useTypists.ts';
import { useClient } from '../app/ClientContext.tsx';
import { Avatar } from '../design/Avatar.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { memberCountText } from '../group/memberCountText.ts';
import { presenceText } from '../presence/presenceText.ts';
import { typingText } from '../presence/typingText.ts';
import { usePresence } from '../presence/usePresence.ts';

import { TypingDots } from './TypingDots.tsx';
import './header.css';

export interface ConversationHeaderProps {
  readonly chatId: string;
  readonly chat: ChatSummary | undefined;
  readonly onBack: () => void;
  readonly onDetails: () => void;
}

export function ConversationHeader({ chatId, chat, onBack, onDetails }: ConversationHeaderProps): JSX.Element {
  const client = useClient();
  const now = useNow();
  const direct = chat?.type === 'direct';
  const peer = direct ? chat.peer : undefined;
  const presence = usePresence(peer === undefined ? [] : [peer.userId]);
  const typists = useTypists(chatId);
  const typing = typingText(
    typists.map((userId) => client.knownUser(userId)?.displayName),
    direct,
  );
  const name = direct ? peer?.displayName : chat?.title;
  const known = peer === undefined ? undefined : presence(peer.userId);
  const status = chat === undefined ? '' : direct ? (presenceText(known, now) ?? '') : memberCountText(chat);
  return (
    <header class="conversation-header">
      <div class="conversation-back">
        <IconButton icon="back" label="Back to the chats" onClick={onBack} />
      </div>
      <button type="button" class="conversation-who" onClick={onDetails} title="Details">
        <Avatar
          id={peer?.userId ?? chatId}
          name={name}
          size={40}
          shape={direct ? 'person' : 'group'}
          online={direct && known?.online === true}
        />
        <span class="conversation-words">
          <span class="conversation-name">{name ?? '\u00a0'}</span>
          {typing !== undefined ? (
            <span class="conversation-status conversation-typing">
              <TypingDots />
              {typing}
            </span>
          ) : (
            <span class={`conversation-status${known?.online === true ? ' conversation-online' : ''}`}>{status || '\u00a0'}</span>
          )}
        </span>
      </button>
      <IconButton icon="info" label="Details" onClick={onDetails} />
    </header>
  );
}
