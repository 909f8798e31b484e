import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { errorText, toChatError } from '../app/errors.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import './Confirm.css';

export interface ConfirmProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** What the button says: the act itself, not "OK". */
  readonly confirm: string;
  readonly danger?: boolean;
  /** A refusal is said in the dialog, which stays. */
  readonly act: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something that is not easily undone, then does it. */
export function Confirm({ title, children, confirm, danger = true, act, onClose }: ConfirmProps): JSX.Element {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>(undefined);

  const run = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await act();
      onClose();
    } catch (error) {
      setFailure(errorText(toChatError(error)));
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button kind="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void run()}>
            {confirm}
          </Button>
        </>
      }
    >
      <div class="confirm">
        {children}
        <p class="confirm-failure" role="alert">
          {failure}
        </p>
      </div>
    </Dialog>
  );
}
