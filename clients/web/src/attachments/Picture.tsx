import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useConversationActions } from '../conversation/ConversationActions.ts';
import { Icon } from '../design/Icon.tsx';
import type { ShownAttachment } from './shownAttachments.ts';
import { UploadButton } from './UploadButton.tsx';
import { useBlobUrl } from './useBlobUrl.ts';
import { useMediaUrl } from './useMediaUrl.ts';

export interface PictureProps {
  readonly message: ChatMessage;
  readonly shown: ShownAttachment;
  /** px; it takes this place from the beginning. */
  readonly width: number;
  readonly height: number;
  /** So many more than are shown. */
  readonly more?: number;
}

/** A picture in a bubble: its blurred preview at once, itself when it is loaded. */
export function Picture({ message, shown, width, height, more = 0 }: PictureProps): JSX.Element {
  const actions = useConversationActions();
  const local = useBlobUrl(shown.file);
  const media = useMediaUrl(shown.attachment);
  const url = local ?? media.url;
  const [drawn, setDrawn] = useState<string | undefined>(undefined);
  const { attachment } = shown;
  return (
    <div class="picture" style={{ width: `${width}px`, height: `${height}px` }}>
      {shown.preview !== undefined && drawn !== url && <img class="picture-preview" src={shown.preview} alt="" />}
      {url !== undefined && (
        <img
          class={`picture-image${drawn === url ? ' picture-drawn' : ''}`}
          src={url}
          alt={shown.name}
          decoding="async"
          draggable={false}
          onLoad={() => setDrawn(url)}
        />
      )}
      {attachment !== undefined && (
        <button
          type="button"
          class="picture-open"
          aria-label={media.failed ? `${shown.name} could not be loaded. Try again` : `Open ${shown.name}`}
          tabIndex={-1}
          onClick={() => (media.failed ? media.again() : actions.view(message, attachment.mediaId))}
        >
          {media.failed && (
            <span class="picture-failed">
              <Icon name="retry" size={20} />
            </span>
          )}
          {more > 0 && <span class="picture-more">+{more}</span>}
        </button>
      )}
      {shown.upload !== undefined && (
        <div class="picture-upload">
          <UploadButton message={message} upload={shown.upload} />
        </div>
      )}
    </div>
  );
}
