import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { TextField } from '../design/TextField.tsx';

export interface RenameDialogProps {
  readonly chatId: string;
  readonly title: string;
  readonly what: 'group' | 'channel';
  readonly onClose: () => void;
}

export function RenameDialog({ chatId, title, what, onClose }: RenameDialogProps): JSX.Element {
  const client = useClient();
  const [value, setValue] = useState(title);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>(undefined);

  const rename = async (): Promise<void> => {
    const to = value.trim();
    if (to === '') {
      setWrong(`Give the ${what} a name.`);
      return;
    }
    setBusy(true);
    try {
      if (to !== title) await client.rename(chatId, to);
      onClose();
    } catch (error) {
      setWrong(errorText(toChatError(error)));
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={`Rename the ${what}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" busy={busy} onClick={() => void rename()}>
            Rename
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void rename();
        }}
      >
        <TextField
          label="Name"
          value={value}
          maxLength={100}
          autofocus
          error={wrong}
          onInput={(to) => {
            setValue(to);
            setWrong(undefined);
          }}
        />
      </form>
    </Dialog>
  );
}
