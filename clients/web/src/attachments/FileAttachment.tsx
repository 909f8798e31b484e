import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { fileFamily, fileLabel } from './fileKind.ts';
import { formatBytes } from './formatBytes.ts';
import { ProgressRing } from './ProgressRing.tsx';
import type { ShownAttachment } from './shownAttachments.ts';
import { UploadButton } from './UploadButton.tsx';
import { useDownload } from './useDownload.ts';

export interface FileAttachmentProps {
  readonly message: ChatMessage;
  readonly shown: ShownAttachment;
}

/** A file: its kind, name and size, and the button that fetches it. */
export function FileAttachment({ message, shown }: FileAttachmentProps): JSX.Element {
  const download = useDownload(shown.attachment);
  const under = download.share !== undefined;
  const done = under
    ? `${formatBytes(shown.size * (download.share ?? 0))} of ${formatBytes(shown.size)}`
    : formatBytes(shown.size);
  const uploading = shown.upload?.state === 'uploading' || shown.upload?.state === 'paused';
  const size = uploading ? `${formatBytes(shown.upload?.sent ?? 0)} of ${formatBytes(shown.size)}` : done;
  return (
    <div class="file">
      <span class={`file-icon file-${fileFamily(shown.name)}`} aria-hidden>
        {fileLabel(shown.name)}
      </span>
      <span class="file-words">
        <span class="file-name" title={shown.name}>
          {shown.name}
        </span>
        <span class="file-size tabular">{size}</span>
      </span>
      {shown.upload !== undefined ? (
        <UploadButton message={message} upload={shown.upload} size={38} />
      ) : (
        <ProgressRing
          share={download.share}
          busy={under}
          icon={under ? 'close' : 'download'}
          label={under ? `Stop fetching ${shown.name}` : `Download ${shown.name}, ${formatBytes(shown.size)}`}
          size={38}
          onClick={under ? download.cancel : download.start}
        />
      )}
    </div>
  );
}
