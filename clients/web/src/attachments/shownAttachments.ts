import type { Attachment, AttachmentKind, ChatMessage, OutgoingFile, UploadProgress } from '@chat/client';

/** One thing that a message carries, whether it is still going up or was received. */
export interface ShownAttachment {
  readonly key: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly size: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly duration: number | undefined;
  readonly waveform: readonly number[] | undefined;
  readonly preview: string | undefined;
  /** Of one that goes up: the file here. */
  readonly file: Blob | undefined;
  readonly upload: UploadProgress | undefined;
  /** Of one that is there. */
  readonly attachment: Attachment | undefined;
}

/** In the order they were sent. */
export function shownAttachments(message: ChatMessage): readonly ShownAttachment[] {
  if (message.uploads !== undefined) {
    return message.uploads.map((upload, i) => ({
      ...common(upload),
      key: String(i),
      size: upload.file.size,
      file: upload.file,
      upload,
      attachment: undefined,
    }));
  }
  return message.attachments.map((attachment, i) => ({
    ...common(attachment),
    key: String(i),
    size: attachment.size,
    file: undefined,
    upload: undefined,
    attachment,
  }));
}

function common(from: OutgoingFile | Attachment) {
  const { kind, name, width, height, duration, waveform, preview } = from;
  return { kind, name, width, height, duration, waveform, preview };
}
