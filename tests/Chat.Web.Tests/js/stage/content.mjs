import { ask } from './people.mjs';

/** What the web client writes into a message: text and attachments, as the package's content codec has it. */
export const envelope = (text, attachments = []) => JSON.stringify({ chat: 1, text, attachments });

/** Uploads a medium, and answers with what a message says of it. */
export async function upload(owner, bytes, attachment) {
  const { contentType } = attachment;
  const { mediaId, uploadUrl, uploadHeaders } = await ask(owner, 'POST', '/api/media', { contentType, size: bytes.length });
  const put = await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: bytes });
  if (!put.ok) throw new Error(`the blob store answered ${put.status}`);
  await ask(owner, 'POST', `/api/media/${mediaId}/complete`);
  return { ...attachment, mediaId, size: bytes.length };
}
