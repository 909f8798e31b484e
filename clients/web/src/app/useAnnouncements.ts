import type { ChatSummary } from '@chat/client';
import { useEffect } from 'preact/hooks';
import { announce } from '../design/Toast.tsx';
import { messageLine } from '../chatList/messageLine.ts';
import { useClient } from './ClientContext.tsx';
import { route } from './routing.ts';
import { unreadTitle } from './unreadTitle.ts';

/** What the page says of itself: the window's title, and new messages of other chats to screen readers. The open one reads its own. */
export function useAnnouncements(chats: readonly ChatSummary[] | undefined): void {
  const client = useClient();

  useEffect(() => {
    document.title = chats === undefined ? 'Chat' : unreadTitle(chats);
  }, [chats]);

  useEffect(
    () =>
      client.on('message', (message) => {
        const open = route.peek();
        if (open.screen === 'chat' && open.chatId === message.chatId) return;
        const from = client.knownUser(message.from)?.displayName ?? 'Somebody';
        announce(`${from}: ${messageLine(message).text}`);
      }),
    [client],
  );

  useEffect(
    () => () => {
      document.title = 'Chat';
    },
    [],
  );
}
