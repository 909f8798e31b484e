import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../design/Icon.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { formatDuration } from '../voice/formatDuration.ts';
import { FileAttachment } from './FileAttachment.tsx';
import { formatBytes } from './formatBytes.ts';
import { shownSize } from './scaledSize.ts';
import type { ShownAttachment } from './shownAttachments.ts';
import { UploadButton } from './UploadButton.tsx';
import { useMediaUrl } from './useMediaUrl.ts';

export interface PlayedAttachmentProps {
  readonly message: ChatMessage;
  readonly shown: ShownAttachment;
}

/** Sound or film with the browser's own controls. Nothing is loaded before it is asked for. */
export function PlayedAttachment({ message, shown }: PlayedAttachmentProps): JSX.Element {
  const [wanted, setWanted] = useState(false);
  const media = useMediaUrl(shown.attachment, wanted);
  if (shown.kind === 'audio') {
    return (
      <div class="played-audio">
        <FileAttachment message={message} shown={shown} />
        {media.url !== undefined ? (
          <audio src={media.url} controls autoplay aria-label={shown.name} />
        ) : (
          shown.attachment !== undefined && (
            <button type="button" class="played-listen" onClick={() => (media.failed ? media.again() : setWanted(true))}>
              {wanted && !media.failed ? <Spinner size={16} /> : <Icon name={media.failed ? 'retry' : 'play'} size={17} />}
              {media.failed ? 'Could not be loaded. Try again' : wanted ? 'Loading' : `Listen${durationOf(shown)}`}
            </button>
          )
        )}
      </div>
    );
  }
  const size = shownSize({ width: shown.width ?? 320, height: shown.height ?? 180 }, { width: 320, height: 320 }, 140);
  return (
    <div class="played-video" style={{ width: `${size.width}px`, height: `${size.height}px` }}>
      {media.url !== undefined ? (
        // What people send has no captions.
        <video src={media.url} controls autoplay playsInline aria-label={shown.name} />
      ) : (
        <>
          {shown.preview !== undefined && <img class="picture-preview" src={shown.preview} alt="" />}
          {shown.upload !== undefined ? (
            <UploadButton message={message} upload={shown.upload} />
          ) : (
            <button
              type="button"
              class="played-start"
              aria-label={media.failed ? `${shown.name} could not be loaded. Try again` : `Play ${shown.name}`}
              onClick={() => (media.failed ? media.again() : setWanted(true))}
            >
              {wanted && !media.failed ? <Spinner size={24} /> : <Icon name={media.failed ? 'retry' : 'play'} size={26} />}
            </button>
          )}
          <span class="played-length tabular">
            {shown.duration === undefined ? formatBytes(shown.size) : formatDuration(shown.duration)}
          </span>
        </>
      )}
    </div>
  );
}

function durationOf(shown: ShownAttachment): string {
  return shown.duration === undefined ? '' : `, ${formatDuration(shown.duration)}`;
}
