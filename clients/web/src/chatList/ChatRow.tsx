import type { ChatSummary } from '@chat/client';
import type { JSX } from 'preact';
import { chatTitle } from '../app/chatTitle.ts';
import { navigate, routeHash, type Route } from '../app/routing.ts';
import { Avatar } from '../design/Avatar.tsx';
import { Badge } from '../design/Badge.tsx';
import { Icon } from '../design/Icon.tsx';
import { ChatRowLine } from './ChatRowLine.tsx';
import { listTime } from './listTime.ts';
import './ChatRow.css';

export interface ChatRowProps {
  readonly chat: ChatSummary;
  readonly now: number;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly online: boolean;
  readonly typists: readonly string[];
}

export function ChatRow({ chat, now, selected, tabStop, online, typists }: ChatRowProps): JSX.Element {
  const title = chatTitle(chat);
  const to: Route = { screen: 'chat', chatId: chat.chatId, details: false };
  return (
    <li class="chat-row-item">
      <a
        class={`chat-row${chat.unread > 0 ? ' chat-row-unread' : ''}`}
        href={routeHash(to)}
        aria-current={selected ? 'page' : undefined}
        tabIndex={tabStop ? 0 : -1}
        data-chat={chat.chatId}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          navigate(to);
        }}
      >
        <Avatar
          id={chat.peer?.userId ?? chat.chatId}
          name={title}
          shape={chat.type === 'direct' ? 'person' : 'group'}
          online={online}
        />
        <span class="chat-row-text">
          <span class="chat-row-top">
            <span class="chat-row-title">{title ?? 'Unknown'}</span>
            {chat.type === 'channel' && <Icon name="channel" label="Channel" size={15} class="chat-row-kind" />}
            {online && <span class="spoken">online</span>}
            <time class="chat-row-time" dateTime={new Date(chat.activeAt).toISOString()}>
              {listTime(chat.activeAt, now)}
            </time>
          </span>
          <span class="chat-row-bottom">
            <ChatRowLine chat={chat} selected={selected} typists={typists} />
            <Badge count={chat.unread} />
          </span>
        </span>
      </a>
    </li>
  );
}
