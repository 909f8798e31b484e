import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { fullTime } from '../conversation/days.ts';
import { IconButton } from '../design/IconButton.tsx';
import { useDownload } from '../attachments/useDownload.ts';
import { useMediaUrl } from '../attachments/useMediaUrl.ts';
import { ZoomedPicture } from './ZoomedPicture.tsx';
import type { ViewedPicture } from './viewedPictures.ts';
import './viewer.css';

export interface PictureViewerProps {
  readonly pictures: readonly ViewedPicture[];
  /** The one to begin with. */
  readonly mediaId: string;
  readonly onClose: () => void;
}

/** Pictures in full. A modal dialog: the browser keeps the focus inside and closes it by Esc. */
export function PictureViewer({ pictures, mediaId, onClose }: PictureViewerProps): JSX.Element | null {
  const dialog = useRef<HTMLDialogElement>(null);
  const client = useClient();
  const [current, setCurrent] = useState(mediaId);
  const at = pictures.findIndex(({ attachment }) => attachment.mediaId === current);
  const shown = pictures[at];
  const media = useMediaUrl(shown?.attachment);
  const download = useDownload(shown?.attachment);

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  if (shown === undefined) return null;
  const go = (by: number): void => {
    const next = pictures[at + by];
    if (next !== undefined) setCurrent(next.attachment.mediaId);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') go(-1);
    else if (event.key === 'ArrowRight') go(1);
    else return;
    event.preventDefault();
  };
  const { message, attachment } = shown;
  const sender = message.own ? 'You' : (client.knownUser(message.from)?.displayName ?? '');
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={`Picture ${at + 1} of ${pictures.length}, ${attachment.name}`}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="viewer-bar">
        <div class="viewer-words">
          <strong>{sender}</strong>
          <span>{fullTime(message.at)}</span>
        </div>
        {pictures.length > 1 && (
          <span class="viewer-count tabular">
            {at + 1} / {pictures.length}
          </span>
        )}
        <IconButton icon="download" label="Download" disabled={download.share !== undefined} onClick={download.start} />
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <ZoomedPicture
        key={attachment.mediaId}
        url={media.url}
        failed={media.failed}
        again={media.again}
        attachment={attachment}
        onSwipe={go}
        onClose={onClose}
      />
      {message.text !== '' && (
        <p class="viewer-caption" dir="auto">
          {message.text}
        </p>
      )}
      {at > 0 && (
        <div class="viewer-previous">
          <IconButton icon="back" label="Previous picture" onClick={() => go(-1)} />
        </div>
      )}
      {at < pictures.length - 1 && (
        <div class="viewer-next">
          <IconButton icon="forward" label="Next picture" onClick={() => go(1)} />
        </div>
      )}
    </dialog>
  );
}
