import type { ContentCodec } from './Content.ts';
import { readEnvelope, writeEnvelope } from './envelope.ts';

/** Shown in place of bytes that are neither an envelope nor text. */
export const unreadable = 'This message cannot be shown here.';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Content in the clear: a versioned JSON envelope, media as they are. Other clients send plain text, which is shown as such. */
export const plainContent: ContentCodec = {
  encode: (content) => Promise.resolve(new TextEncoder().encode(writeEnvelope(content))),
  decode(bytes) {
    let text: string;
    try {
      text = utf8.decode(bytes);
    } catch {
      // TypeError is how the decoder says that this is no UTF-8.
      return Promise.resolve({ text: unreadable, attachments: [] });
    }
    return Promise.resolve(readEnvelope(text) ?? { text, attachments: [] });
  },
  encodeMedium: (file) => Promise.resolve(file),
  decodeMedium: (stored, attachment) => Promise.resolve(new Blob([stored], { type: attachment.contentType })),
};
