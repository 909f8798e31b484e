import type { JSX } from 'preact';
import { Icon } from '../design/Icon.tsx';
import { Spinner } from '../design/Spinner.tsx';
import type { AttachmentDraft, DraftItem } from './AttachmentDraft.ts';
import { fileFamily, fileKind, fileLabel } from './fileKind.ts';
import { formatBytes } from './formatBytes.ts';
import { useBlobUrl } from './useBlobUrl.ts';
import './tray.css';

/** What is to be sent with the message: above the field that takes its caption. */
export function AttachmentTray({ draft }: { readonly draft: AttachmentDraft }): JSX.Element | null {
  const items = draft.items.value;
  if (items.length === 0) return null;
  return (
    <ul class="tray" aria-label="Files to send">
      {items.map((item) => (
        <TrayItem key={item.id} item={item} draft={draft} />
      ))}
    </ul>
  );
}

function TrayItem({ item, draft }: { readonly item: DraftItem; readonly draft: AttachmentDraft }): JSX.Element {
  const { file, asFile, ready } = item;
  const picture = fileKind(file.type, file.size) === 'image';
  const url = useBlobUrl(picture ? file : undefined);
  const size = formatBytes(ready?.file.size ?? file.size);
  return (
    <li class="tray-item">
      <div class={`tray-thumb${picture && !asFile ? '' : ' tray-thumb-file'}`}>
        {picture && !asFile ? (
          url !== undefined && <img src={url} alt={file.name} />
        ) : (
          <span class={`file-icon file-${fileFamily(file.name)}`} aria-hidden>
            {fileLabel(file.name)}
          </span>
        )}
        {ready === undefined && (
          <span class="tray-busy">
            <Spinner />
          </span>
        )}
        <button
          type="button"
          class="tray-remove"
          aria-label={`Remove ${file.name}`}
          title="Remove"
          onClick={() => draft.remove(item.id)}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      <span class="tray-name" title={file.name}>
        {file.name}
      </span>
      {picture ? (
        <button
          type="button"
          class="tray-as"
          aria-pressed={asFile}
          title="A file keeps every byte; a photo is made smaller"
          onClick={() => draft.setAsFile(item.id, !asFile)}
        >
          {asFile ? 'as file' : 'as photo'}, {size}
        </button>
      ) : (
        <span class="tray-size">{size}</span>
      )}
    </li>
  );
}
