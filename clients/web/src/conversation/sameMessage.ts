import type { ChatMessage } from '@chat/client';

/** Whether two readings of one message show the same. */
export function sameMessage(a: ChatMessage, b: ChatMessage): boolean {
  return (
    a.state === b.state &&
    a.seq === b.seq &&
    a.at === b.at &&
    a.text === b.text &&
    a.failure === b.failure &&
    sameAttachments(a, b) &&
    sameUploads(a, b)
  );
}

// What is attached never changes once it is sent: its ids tell.
function sameAttachments(a: ChatMessage, b: ChatMessage): boolean {
  return (
    a.attachments.length === b.attachments.length &&
    a.attachments.every((attachment, i) => attachment.mediaId === b.attachments[i]?.mediaId)
  );
}

function sameUploads(a: ChatMessage, b: ChatMessage): boolean {
  const before = a.uploads ?? [];
  const after = b.uploads ?? [];
  return (
    before.length === after.length &&
    before.every((upload, i) => upload.state === after[i]?.state && upload.sent === after[i]?.sent)
  );
}
