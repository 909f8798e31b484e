import type { JSX } from 'preact';
import { useClient } from '../app/ClientContext.tsx';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { newChat } from '../newChat/newChatOpen.ts';
import './NoChats.css';

/** The list of somebody who has no chats yet. */
export function NoChats(): JSX.Element {
  const { userName } = useClient().session;
  return (
    <div class="no-chats">
      <Icon name="people" size={36} />
      <h2>No chats yet</h2>
      <p>
        Write to somebody by their user name, or tell them yours: <strong>{userName}</strong>
      </p>
      <Button kind="primary" icon="compose" onClick={() => newChat('person')}>
        New chat
      </Button>
      <Button kind="quiet" onClick={() => newChat('group')}>
        Create a group
      </Button>
    </div>
  );
}

/** A search that finds no chat. */
export function NoMatch({ search }: { readonly search: string }): JSX.Element {
  const userName = search.trim();
  return (
    <div class="no-chats" role="status">
      <h2>No chat called “{userName}”</h2>
      <p>Is it somebody you have not written to yet?</p>
      <Button kind="quiet" icon="search" onClick={() => newChat('person', userName)}>
        Find a person
      </Button>
    </div>
  );
}
