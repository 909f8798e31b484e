import type { Attachment, ChatMessage } from '@chat/client';
import { clockTime } from '../chatList/listTime.ts';

const kinds: Record<Attachment['kind'], string> = {
  image: 'Photo',
  audio: 'Audio',
  video: 'Video',
  file: 'File',
  voice: 'Voice message',
};

const states: Record<ChatMessage['state'], string> = {
  waiting: 'waiting to be sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'not sent',
  received: '',
};

/** What a tick means, in words. */
export function stateInWords(state: ChatMessage['state']): string {
  return states[state];
}

/** A message in one line of words: what is read out for it. */
export function describeMessage(message: ChatMessage, sender: string): string {
  const attached = (message.uploads ?? message.attachments).map(({ kind, name }) =>
    kind === 'file' ? `File ${name}` : kinds[kind],
  );
  return [message.own ? 'You' : sender, ...attached, message.text, clockTime(message.at), stateInWords(message.state)]
    .filter((part) => part !== '')
    .join(', ');
}
