import type { AttachmentKind } from '@chat/client';
import { tooLargeToShow } from './scaledSize.ts';

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

/** The largest file that can be sent, bytes. */
export const maxFileSize = 2 * 1024 ** 3;

/** What a file that somebody picked is sent as. */
export function fileKind(contentType: string, size: number): Exclude<AttachmentKind, 'voice'> {
  if (pictures.has(contentType) && size <= tooLargeToShow) return 'image';
  if (contentType.startsWith('video/')) return 'video';
  if (contentType.startsWith('audio/')) return 'audio';
  return 'file';
}

/** What is drawn on a file's icon: its extension, if that is short enough. */
export function fileLabel(name: string): string {
  const extension = /\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1];
  return extension?.toUpperCase() ?? 'FILE';
}

export type FileFamily = 'document' | 'sheet' | 'archive' | 'code' | 'sound' | 'film' | 'other';

const families: readonly (readonly [FileFamily, RegExp])[] = [
  ['document', /\.(pdf|docx?|odt|rtf|txt|md|pages)$/i],
  ['sheet', /\.(xlsx?|ods|csv|numbers|pptx?|key)$/i],
  ['archive', /\.(zip|gz|tgz|xz|7z|rar|zst|tar)$/i],
  ['code', /\.(js|ts|cs|py|rs|go|c|h|cpp|java|json|xml|html|css|sh|sql|ya?ml)$/i],
  ['sound', /\.(mp3|ogg|opus|wav|flac|m4a)$/i],
  ['film', /\.(mp4|webm|mov|mkv|avi)$/i],
];

/** Which icon colour a file gets, by its name. */
export function fileFamily(name: string): FileFamily {
  return families.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}
