import type { JSX } from 'preact';
import { Dialog } from '../design/Dialog.tsx';
import { closeNewChat, newChatOpen } from './newChatOpen.ts';

export function NewChat(): JSX.Element | null {
  return newChatOpen.value === undefined ? null : (
    <Dialog title="New chat" onClose={closeNewChat}>
      {null}
    </Dialog>
  );
}
