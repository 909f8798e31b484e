import type { User } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { navigate } from '../app/routing.ts';
import { Dialog } from '../design/Dialog.tsx';
import { Row } from '../design/Row.tsx';
import { closeNewChat, newChat } from './newChatOpen.ts';
import { PersonPicker } from './PersonPicker.tsx';
import './NewChat.css';

/** Finds a person and opens the chat with them. */
export function NewDirectChat({ userName }: { readonly userName: string }): JSX.Element {
  const client = useClient();
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const [opening, setOpening] = useState(false);

  const open = async (user: User): Promise<void> => {
    if (opening) return;
    setOpening(true);
    setFailure(undefined);
    try {
      const known = (await client.chats()).find((chat) => chat.peer?.userId === user.userId);
      const { chatId } = known ?? (await client.createDirect(user.userId));
      closeNewChat();
      navigate({ screen: 'chat', chatId, details: false });
    } catch (error) {
      setFailure(errorText(toChatError(error)));
      setOpening(false);
    }
  };

  return (
    <Dialog title="New chat" large onClose={closeNewChat}>
      <div class="new-chat">
        <PersonPicker label="To" search={userName} autofocus onPick={(user) => void open(user)} />
        <p class="new-chat-failure" role="alert">
          {failure}
        </p>
        <div class="new-chat-others">
          <Row icon="people" title="New group" detail="Up to 10,000 people" onClick={() => newChat('group')} />
          <Row icon="channel" title="New channel" detail="Any number of people" onClick={() => newChat('channel')} />
        </div>
      </div>
    </Dialog>
  );
}
