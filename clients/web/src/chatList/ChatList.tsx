import type { ChatSummary } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { navigate } from '../app/routing.ts';
import { showShortcuts } from '../app/Shortcuts.tsx';
import { useNow } from '../app/useNow.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import { newChat } from '../newChat/newChatOpen.ts';
import { usePresence } from '../presence/usePresence.ts';
import { ChatRow } from './ChatRow.tsx';
import { ChatRowSkeletons } from './ChatRowSkeletons.tsx';
import { matchingChats } from './matchingChats.ts';
import { NoChats, NoMatch } from './NoChats.tsx';
import { SearchField } from './SearchField.tsx';
import { moveInList } from './moveInList.ts';
import { useTypingChats } from './useTypingChats.ts';
import { useGrowingLimit } from './useGrowingLimit.ts';
import './ChatList.css';

/** As many people's presence is watched: those of the newest chats. */
const watched = 150;

export interface ChatListProps {
  readonly chats: readonly ChatSummary[] | undefined;
  readonly selected: string | undefined;
}

export function ChatList({ chats, selected }: ChatListProps): JSX.Element {
  const [search, setSearch] = useState('');
  const now = useNow();
  const typing = useTypingChats();
  const found = chats === undefined ? undefined : matchingChats(chats, search);
  const { limit, sentinel } = useGrowingLimit(search, found?.length ?? 0);
  const rows = found?.slice(0, limit);
  const presence = usePresence((rows ?? []).flatMap((chat) => chat.peer?.userId ?? []).slice(0, watched));
  // One of the rows is reached by Tab, the others from there by the arrows.
  const tabStop = rows?.some((chat) => chat.chatId === selected) === true ? selected : rows?.[0]?.chatId;

  return (
    <nav class="chat-list" aria-label="Chats">
      <header class="chat-list-head">
        <h1>Chats</h1>
        <IconButton icon="compose" label="New chat" haspopup="dialog" onClick={() => newChat('person')} />
        <Menu
          label="Menu"
          items={[
            { label: 'New group', icon: 'people', onSelect: () => newChat('group') },
            { label: 'New channel', icon: 'channel', onSelect: () => newChat('channel') },
            { label: 'Devices', icon: 'devices', onSelect: () => navigate({ screen: 'devices' }) },
            { label: 'Settings', icon: 'settings', onSelect: () => navigate({ screen: 'settings' }) },
            { label: 'Keyboard shortcuts', icon: 'keyboard', onSelect: showShortcuts },
          ]}
        />
      </header>
      <SearchField value={search} onInput={setSearch} />
      <div class="chat-list-scroll">
        {rows === undefined ? (
          <ChatRowSkeletons />
        ) : chats?.length === 0 ? (
          <NoChats />
        ) : rows.length === 0 ? (
          <NoMatch search={search} />
        ) : (
          <ul onKeyDown={moveInList}>
            {rows.map((chat) => (
              <ChatRow
                key={chat.chatId}
                chat={chat}
                now={now}
                selected={chat.chatId === selected}
                tabStop={chat.chatId === tabStop}
                online={chat.peer !== undefined && presence(chat.peer.userId)?.online === true}
                typists={typing(chat.chatId)}
              />
            ))}
          </ul>
        )}
        <div ref={sentinel} class="chat-list-end" />
      </div>
    </nav>
  );
}
