import type { Attachment } from '../api.ts';

/** What a message says, in the clear. */
export interface Content {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** What the bytes of a message belong to. */
export interface MessageContext {
  readonly chatId: string;
  readonly from: string;
}

/**
 * The one place that knows what ciphertext and the bytes of media mean; everything else carries them. End-to-end encryption takes its
 * place: it has the chat and the sender, and may take its time.
 */
export interface ContentCodec {
  encode(content: Content, context: MessageContext): Promise<Uint8Array>;
  /** Never rejects: bytes that are not understood become a text that says so. */
  decode(bytes: Uint8Array, context: MessageContext): Promise<Content>;
  /** The bytes that go to the blob store. The same file gives bytes of the same length each time, since a broken upload goes on. */
  encodeMedium(file: Blob): Promise<Blob>;
  decodeMedium(stored: Blob, attachment: Attachment): Promise<Blob>;
}
