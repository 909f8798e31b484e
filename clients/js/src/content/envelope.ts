import type { Attachment, AttachmentKind } from '../api.ts';
import type { Content } from './Content.ts';

const version = 1;
const kinds: readonly string[] = ['image', 'audio', 'video', 'file', 'voice'] satisfies AttachmentKind[];
const longestPreview = 4 * 1024;

/** `{"chat":1,"text":…,"attachments":[…]}`: the version's name is what tells an envelope from a text that happens to be JSON. */
export function writeEnvelope(content: Content): string {
  const { text, attachments } = content;
  return JSON.stringify({ chat: version, text, ...(attachments.length > 0 && { attachments }) });
}

/** Undefined: it is none. Of a newer version what is known is read. Written by others, so nothing in it is taken on trust. */
export function readEnvelope(json: string): Content | undefined {
  if (!json.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // A text that begins with a brace.
    return undefined;
  }
  if (!isRecord(value) || typeof value.chat !== 'number' || value.chat < 1) return undefined;

  const attachments = Array.isArray(value.attachments) ? value.attachments : [];
  return {
    text: typeof value.text === 'string' ? value.text : '',
    attachments: attachments.slice(0, 32).flatMap((attachment: unknown) => readAttachment(attachment) ?? []),
  };
}

function readAttachment(value: unknown): Attachment | undefined {
  if (!isRecord(value) || typeof value.mediaId !== 'string' || !(isNumber(value.size) && value.size >= 0)) return undefined;

  return {
    kind: kinds.includes(value.kind as string) ? (value.kind as AttachmentKind) : 'file',
    mediaId: value.mediaId,
    name: typeof value.name === 'string' ? value.name : '',
    contentType: typeof value.contentType === 'string' ? value.contentType : 'application/octet-stream',
    size: value.size,
    ...(isNumber(value.width) && value.width > 0 && { width: value.width }),
    ...(isNumber(value.height) && value.height > 0 && { height: value.height }),
    ...(isNumber(value.duration) && value.duration >= 0 && { duration: value.duration }),
    ...(Array.isArray(value.waveform) && { waveform: value.waveform.slice(0, 64).filter(isNumber).map(unit) }),
    ...(isPreview(value.preview) && { preview: value.preview }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function unit(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}

/** A picture inside the message, never a URL that would be loaded from somewhere, nor SVG. */
function isPreview(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= longestPreview && /^data:image\/(png|jpeg|webp|gif|avif);base64,/.test(value)
  );
}
