import type { Attachment, ChatMessage } from '@chat/client';
import type { IconName } from '../design/Icon.tsx';
import { formatDuration } from '../voice/formatDuration.ts';

export interface MessageLine {
  readonly icon?: IconName;
  readonly text: string;
}

/** A message in one line: its text, with what it carries before. */
export function messageLine(message: Pick<ChatMessage, 'text' | 'attachments' | 'uploads'>): MessageLine {
  const carried = message.attachments.length > 0 ? message.attachments : (message.uploads ?? []);
  const text = message.text.replace(/\s+/gu, ' ').trim();
  const first = carried[0];
  if (first === undefined) return { text };
  const same = carried.every((other) => other.kind === first.kind);
  const line = carried.length > 1 ? several(first.kind, carried.length, same) : one(first);
  return text === '' ? line : { ...line, text };
}

type Carried = Pick<Attachment, 'kind' | 'name' | 'duration'>;

function one({ kind, name, duration }: Carried): MessageLine {
  switch (kind) {
    case 'image':
      return { icon: 'image', text: 'Photo' };
    case 'video':
      return { icon: 'video', text: duration === undefined ? 'Video' : `Video ${formatDuration(duration)}` };
    case 'voice':
      return { icon: 'microphone', text: duration === undefined ? 'Voice message' : `Voice message ${formatDuration(duration)}` };
    case 'audio':
      return { icon: 'audio', text: name };
    case 'file':
      return { icon: 'file', text: name };
  }
}

function several(kind: Attachment['kind'], count: number, same: boolean): MessageLine {
  if (same && kind === 'image') return { icon: 'image', text: `${count} photos` };
  if (same && kind === 'video') return { icon: 'video', text: `${count} videos` };
  return { icon: 'file', text: `${count} files` };
}
