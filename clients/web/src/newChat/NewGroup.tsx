import type { User } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { navigate } from '../app/routing.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { TextField } from '../design/TextField.tsx';
import { ChosenPeople } from './ChosenPeople.tsx';
import { closeNewChat } from './newChatOpen.ts';
import { PersonPicker } from './PersonPicker.tsx';
import { toggled } from './toggled.ts';
import './NewChat.css';

/** Creates a group or a channel and opens it. */
export function NewGroup({ type }: { readonly type: 'group' | 'channel' }): JSX.Element {
  const client = useClient();
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);

  const create = async (): Promise<void> => {
    if (title.trim() === '') {
      setWrong(`Give the ${type} a name.`);
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const { chatId } = await client.createGroup(
        title.trim(),
        chosen.map((user) => user.userId),
        type,
      );
      closeNewChat();
      navigate({ screen: 'chat', chatId, details: false });
    } catch (error) {
      setFailure(errorText(toChatError(error)));
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={type === 'group' ? 'New group' : 'New channel'}
      large
      onClose={closeNewChat}
      actions={
        <>
          <p class="new-chat-failure" role="alert">
            {failure}
          </p>
          <Button kind="primary" busy={busy} onClick={() => void create()}>
            Create {type}
          </Button>
        </>
      }
    >
      <div class="new-chat">
        <TextField
          label="Name"
          value={title}
          autofocus
          maxLength={100}
          error={wrong}
          onInput={(value) => {
            setTitle(value);
            setWrong(undefined);
          }}
        />
        <ChosenPeople people={chosen} onRemove={(user) => setChosen(toggled(chosen, user))} />
        <PersonPicker label="Members" chosen={chosen} onPick={(user) => setChosen(toggled(chosen, user))} />
      </div>
    </Dialog>
  );
}
