import type { ChatSummary, Member, User } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { ChosenPeople } from '../newChat/ChosenPeople.tsx';
import { PersonPicker } from '../newChat/PersonPicker.tsx';
import { toggled } from '../newChat/toggled.ts';
import '../newChat/NewChat.css';

export interface AddMembersDialogProps {
  readonly chat: ChatSummary;
  readonly members: readonly Member[];
  readonly onClose: () => void;
}

export function AddMembersDialog({ chat, members, onClose }: AddMembersDialogProps): JSX.Element {
  const client = useClient();
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const taken = new Map(members.map((member) => [member.userId, 'Member']));

  const add = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await client.addMembers(
        chat.chatId,
        chosen.map((user) => user.userId),
      );
      onClose();
    } catch (error) {
      setFailure(errorText(toChatError(error)));
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={`Add to “${chat.title ?? ''}”`}
      large
      onClose={onClose}
      actions={
        <>
          <p class="new-chat-failure" role="alert">
            {failure}
          </p>
          <Button kind="primary" busy={busy} disabled={chosen.length === 0} onClick={() => void add()}>
            {chosen.length > 1 ? `Add ${chosen.length} people` : 'Add'}
          </Button>
        </>
      }
    >
      <div class="new-chat">
        <ChosenPeople people={chosen} onRemove={(user) => setChosen(toggled(chosen, user))} />
        <PersonPicker label="Who" chosen={chosen} taken={taken} autofocus onPick={(user) => setChosen(toggled(chosen, user))} />
      </div>
    </Dialog>
  );
}
