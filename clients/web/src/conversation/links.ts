export interface TextPart {
  readonly text: string;
  /** Where it leads, if it is a link. */
  readonly href?: string;
}

// Begins at a word's border. What ends a sentence or closes a bracket is taken off afterwards.
const candidate = /(?<![\p{L}\p{N}@./-])(?:https?:\/\/|www\.)[^\s<>"'`{}|\\^]+/giu;
const trailing = new Set('.,;:!?…»”’*_~');
const openingOf: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** Splits a text into plain parts and links. Only http and https are ever made clickable. */
export function links(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(candidate)) {
    const shown = withoutTrailing(match[0]);
    const href = addressOf(shown);
    if (href === undefined) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function withoutTrailing(address: string): string {
  // Brackets are counted once: what others send may be 64 KiB of them.
  const surplus = new Map(
    Object.entries(openingOf).map(([closing, opening]) => [closing, count(address, closing) - count(address, opening)]),
  );
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    if (trailing.has(last)) continue;
    // A closing bracket belongs to the address only if it was opened within it.
    const over = surplus.get(last) ?? 0;
    if (over <= 0) break;
    surplus.set(last, over - 1);
  }
  return address.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function addressOf(shown: string): string | undefined {
  const full = /^www\./i.test(shown) ? `https://${shown}` : shown;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  const named = url.hostname.includes('.') || url.hostname === 'localhost';
  return (url.protocol === 'https:' || url.protocol === 'http:') && named && url.username === '' ? url.href : undefined;
}
