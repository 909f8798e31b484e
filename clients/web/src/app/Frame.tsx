import type { JSX } from 'preact';
import { ChatList } from '../chatList/ChatList.tsx';
import { ConnectionBanner } from '../connection/ConnectionBanner.tsx';
import { Conversation } from '../conversation/Conversation.tsx';
import { newChatOpen } from '../newChat/newChatOpen.ts';
import { NoChat } from './NoChat.tsx';
import { goBack, navigate, route } from './routing.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { useAnnouncements } from './useAnnouncements.ts';
import { useChats } from './useChat.ts';
import { lazily } from './lazily.tsx';
import { useWide } from './useWide.ts';
import './Frame.css';

// What is not seen at first comes when the page is idle, or when it is wanted.
const Details = lazily(() => import('../group/Details.tsx').then((module) => module.Details));
const Devices = lazily(() => import('../devices/Devices.tsx').then((module) => module.Devices));
const NewChat = lazily(() => import('../newChat/NewChat.tsx').then((module) => module.NewChat));
const Settings = lazily(() => import('../settings/Settings.tsx').then((module) => module.Settings));

/** The signed-in screen: the list, beside it a conversation or a page, beside that the chat's details. Frame.css decides what is seen. */
export function Frame(): JSX.Element {
  const current = route.value;
  const chats = useChats();
  const wide = useWide();
  useAnnouncements(chats);
  return (
    <div class={`frame frame-${current.screen}${current.screen === 'chat' && current.details ? ' frame-details' : ''}`}>
      {wide && (
        <a class="frame-skip" href="#main" onClick={skip}>
          Skip to the conversation
        </a>
      )}
      <ConnectionBanner />
      {/* On a phone the list is all that is on the screen. */}
      <div class="frame-list" {...(!wide && current.screen === 'chats' ? { role: 'main' } : {})}>
        <ChatList chats={chats} selected={current.screen === 'chat' ? current.chatId : undefined} />
      </div>
      {(wide || current.screen !== 'chats') && (
        <main class="frame-screens">
          <div class="frame-main" id="main" tabIndex={-1}>
            <Main chats={chats?.length} />
          </div>
          {current.screen === 'chat' && current.details && (
            <section class="frame-aside" aria-label="Details">
              <Details key={current.chatId} chatId={current.chatId} onClose={() => goBack({ ...current, details: false })} />
            </section>
          )}
        </main>
      )}
      {newChatOpen.value !== undefined && <NewChat {...newChatOpen.value} />}
      <Shortcuts />
    </div>
  );
}

function Main({ chats }: { readonly chats: number | undefined }): JSX.Element {
  const current = route.value;
  const toChats = (): void => goBack({ screen: 'chats' });
  switch (current.screen) {
    case 'chats':
      return <NoChat chats={chats} />;
    case 'settings':
      return <Settings onBack={toChats} />;
    case 'devices':
      return <Devices onBack={() => goBack({ screen: 'settings' })} />;
    case 'chat':
      return (
        <Conversation
          key={current.chatId}
          chatId={current.chatId}
          onBack={toChats}
          onDetails={() => (current.details ? goBack({ ...current, details: false }) : navigate({ ...current, details: true }))}
        />
      );
  }
}

function skip(event: MouseEvent): void {
  // The hash is the route: the focus moves without it.
  event.preventDefault();
  document.getElementById('main')?.focus();
}
