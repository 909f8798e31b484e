import type { JSX } from 'preact';
import { Mark } from './Mark.tsx';
import './NoChat.css';

/** Beside the list while no chat is chosen. */
export function NoChat(): JSX.Element {
  return (
    <div class="no-chat">
      <Mark size={64} />
      <p class="no-chat-title">Choose a chat</p>
      <p class="no-chat-text">
        Or press <kbd>N</kbd> to write to somebody new, <kbd>?</kbd> for all shortcuts.
      </p>
    </div>
  );
}
