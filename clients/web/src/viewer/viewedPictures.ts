import type { Attachment, ChatMessage } from '@chat/client';

export interface ViewedPicture {
  readonly message: ChatMessage;
  readonly attachment: Attachment;
}

/** The pictures of a piece of a conversation, in its order. */
export function viewedPictures(messages: readonly ChatMessage[]): readonly ViewedPicture[] {
  return messages.flatMap((message) =>
    message.attachments.filter(({ kind }) => kind === 'image').map((attachment) => ({ message, attachment })),
  );
}
