import type { MessageState, UploadProgress } from '@chat/client';

/** What the button on an upload does. */
export type UploadAction = 'cancel' | 'retry' | 'none';

export interface UploadView {
  readonly action: UploadAction;
  /** From 0 to 1; undefined: it has not begun, so that there is nothing to measure. */
  readonly share: number | undefined;
  readonly label: string;
}

/** How an upload is shown, and what can be done about it. */
export function uploadView(upload: UploadProgress, message: MessageState): UploadView {
  const share = upload.total > 0 ? Math.min(1, upload.sent / upload.total) : 0;
  const percent = `${Math.floor(share * 100)} %`;
  if (message === 'failed' && upload.state !== 'done') return { action: 'retry', share: undefined, label: 'Try again' };
  switch (upload.state) {
    case 'waiting':
      return { action: 'cancel', share: undefined, label: 'Waiting to upload. Cancel' };
    case 'uploading':
      return { action: 'cancel', share, label: `Uploading, ${percent}. Cancel` };
    case 'paused':
      return { action: 'cancel', share, label: `Upload paused at ${percent}. Cancel` };
    case 'failed':
      return { action: 'retry', share: undefined, label: 'Upload failed. Try again' };
    case 'done':
      return { action: 'none', share: 1, label: 'Uploaded' };
  }
}
