import type { ChatMessage, MessageState, OutgoingFile, UploadProgress } from '../api.ts';
import type { ChatRecord, MessageRecord, OutboxRecord } from '../store/records.ts';

export type Upload = OutgoingFile & UploadProgress;

export function chatMessage(message: MessageRecord, chat: ChatRecord, self: string): ChatMessage {
  const { id, chatId, seq, from, at, text, attachments } = message;
  const own = from === self;
  return { id, chatId, seq, from, own, at, text, attachments, state: own ? stateOf(seq, chat) : 'received' };
}

function stateOf(seq: number, chat: ChatRecord): MessageState {
  return seq <= chat.allRead ? 'read' : seq <= chat.allDelivered ? 'delivered' : 'sent';
}

export function waitingMessage(record: OutboxRecord, self: string, uploads: readonly Upload[]): ChatMessage {
  const { id, chatId, at, text, failure } = record;
  return {
    id,
    chatId,
    from: self,
    own: true,
    at,
    text,
    attachments: [],
    ...(uploads.length > 0 && { uploads }),
    state: failure === undefined ? 'waiting' : 'failed',
    ...(failure !== undefined && { failure }),
  };
}
