import type { ContentCodec } from '../content/Content.ts';
import { fromBase64 } from '../wire/base64.ts';
import type { WireMessage } from '../wire/wire.ts';
import type { MessageRecord } from './records.ts';

/** Decodes a message once, when it arrives. */
export async function messageRecord(message: WireMessage, content: ContentCodec, self: string): Promise<MessageRecord> {
  const { chatId, seq, clientMsgId: id, kind, refSeq, from } = message;
  const { text, attachments } =
    kind === 'message'
      ? await content.decode(fromBase64(message.ciphertext), { chatId, from })
      : // Events are kept as they are: what they mean is for a later version.
        { text: message.ciphertext, attachments: [] };
  return {
    chatId,
    seq,
    id,
    kind,
    ...(refSeq !== undefined && refSeq !== null && { refSeq }),
    from,
    at: Date.parse(message.sentAt),
    text,
    attachments,
    ...(kind === 'message' && from !== self && { countedSeq: seq }),
  };
}
