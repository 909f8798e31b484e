import type { ChatMessage } from '@chat/client';
import { emojiOnly } from './emojiOnly.ts';
import type { Row } from './rows.ts';
import { shownSize } from '../attachments/scaledSize.ts';
import { pictureBounds } from '../attachments/pictureBounds.ts';

const line = 21;
const character = 7.2;

/** How high a row will be, roughly, px: what was never drawn must take some place. */
export function estimateHeight(row: Row, width: number): number {
  switch (row.kind) {
    case 'day':
      return 48;
    case 'unread':
      return 52;
    case 'loading':
      return 48;
    case 'beginning':
      return 12;
    case 'message':
      return (row.last ? 10 : 2) + messageHeight(row.message, width);
  }
}

function messageHeight(message: ChatMessage, width: number): number {
  const attachments = message.uploads ?? message.attachments;
  let height = 0;
  const pictures = attachments.filter(({ kind }) => kind === 'image').length;
  for (const { kind, width: w, height: h } of attachments) {
    if (kind === 'image' && pictures === 1)
      height += shownSize({ width: w ?? 4, height: h ?? 3 }, pictureBounds(width)).height + 8;
    else if (kind === 'video') height += 220;
    else if (kind !== 'image') height += 62;
  }
  if (pictures > 1) height += (Math.ceil(Math.min(4, pictures) / 2) * pictureBounds(width).width) / 2;
  if (message.text === '') return Math.max(36, height);
  if (attachments.length === 0 && emojiOnly(message.text) > 0) return 64;
  const column = Math.max(120, Math.min(width * 0.72, 520));
  const perLine = Math.max(12, Math.floor(column / character));
  const lines = message.text.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / perLine)), 0);
  return height + lines * line + 15;
}
