import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { VoiceNote } from '../voice/VoiceNote.tsx';
import { FileAttachment } from './FileAttachment.tsx';
import { PictureGrid } from './PictureGrid.tsx';
import { PlayedAttachment } from './PlayedAttachment.tsx';
import { type ShownAttachment, shownAttachments } from './shownAttachments.ts';
import './attachments.css';

/** What a message carries: pictures together, then the rest one below the other. */
export function AttachmentList({
  message,
  listWidth,
}: {
  readonly message: ChatMessage;
  readonly listWidth: number;
}): JSX.Element {
  const all = shownAttachments(message);
  const pictures = all.filter(({ kind }) => kind === 'image');
  return (
    <div class="attachments">
      {pictures.length > 0 && <PictureGrid message={message} pictures={pictures} listWidth={listWidth} />}
      {all
        .filter(({ kind }) => kind !== 'image')
        .map((shown) => (
          <Other key={shown.key} message={message} shown={shown} />
        ))}
    </div>
  );
}

function Other({ message, shown }: { readonly message: ChatMessage; readonly shown: ShownAttachment }): JSX.Element {
  switch (shown.kind) {
    case 'voice':
      return <VoiceNote message={message} shown={shown} />;
    case 'audio':
    case 'video':
      return <PlayedAttachment message={message} shown={shown} />;
    default:
      return <FileAttachment message={message} shown={shown} />;
  }
}
