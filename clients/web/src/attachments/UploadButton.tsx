import type { ChatMessage, UploadProgress } from '@chat/client';
import type { JSX } from 'preact';
import { useConversationActions } from '../conversation/ConversationActions.ts';
import { ProgressRing } from './ProgressRing.tsx';
import { uploadView } from './uploadView.ts';

export interface UploadButtonProps {
  readonly message: ChatMessage;
  readonly upload: UploadProgress;
  readonly size?: number;
}

/** How far an upload is, and the button that gives it up or tries it again. */
export function UploadButton({ message, upload, size = 46 }: UploadButtonProps): JSX.Element | null {
  const actions = useConversationActions();
  const { action, share, label } = uploadView(upload, message.state);
  if (action === 'none') return null;
  return (
    <ProgressRing
      share={share}
      busy={action === 'cancel'}
      icon={action === 'cancel' ? 'close' : 'retry'}
      label={label}
      size={size}
      onClick={() => (action === 'cancel' ? actions.remove(message) : actions.retry(message))}
    />
  );
}
