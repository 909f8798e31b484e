import type { JSX } from 'preact';
import { useClient } from './ClientContext.tsx';
import { Mark } from './Mark.tsx';
import './NoChat.css';

/** Beside the list while no chat is chosen. */
export function NoChat({ chats }: { readonly chats: number | undefined }): JSX.Element {
  const { displayName } = useClient().session;
  if (chats === undefined) return <div class="no-chat" />;
  return (
    <div class="no-chat">
      <Mark size={64} />
      <p class="no-chat-title">{chats === 0 ? `Welcome, ${displayName}` : 'Choose a chat'}</p>
      <p class="no-chat-text">
        Press <kbd>N</kbd> to write to {chats === 0 ? 'somebody' : 'somebody new'}, <kbd>?</kbd> for all shortcuts.
      </p>
    </div>
  );
}
