/** UTF-8 bytes. A message has 64 KiB with its encoding and attachments' descriptions; this leaves them room. */
export const textLimit = 40_000;

const encoder = new TextEncoder();

/** Cuts a long text into messages that can be sent, at a line or a space where there is one. */
export function splitText(text: string, limit = textLimit): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (encoder.encode(rest).length > limit) {
    // A character takes at most 3 bytes of UTF-8 for each UTF-16 unit.
    const most = longestPrefix(rest, limit);
    const border = Math.max(rest.lastIndexOf('\n', most), rest.lastIndexOf(' ', most));
    const cut = border > most / 2 ? border : most;
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

function longestPrefix(text: string, limit: number): number {
  const { read } = encoder.encodeInto(text, new Uint8Array(limit));
  return read;
}
