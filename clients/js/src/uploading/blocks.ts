import { mediaBlock } from '../wire/limits.ts';

/** One block of a blob that goes up in parts. */
export interface Block {
  /** Base64, of equal length for all blocks of a blob, as the store wants it. */
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export function blocksOf(size: number): readonly Block[] {
  return Array.from({ length: Math.ceil(size / mediaBlock) }, (_, index) => ({
    id: btoa(String(index).padStart(6, '0')),
    from: index * mediaBlock,
    to: Math.min((index + 1) * mediaBlock, size),
  }));
}

/** The ids and sizes of a block list as the store tells it. */
export function readBlockList(xml: string): ReadonlyMap<string, number> {
  const blocks = xml.matchAll(/<Block>\s*<Name>([^<]*)<\/Name>\s*<Size>(\d+)<\/Size>/g);
  return new Map([...blocks].map(([, id, size]) => [id ?? '', Number(size)]));
}

export function writeBlockList(blocks: readonly Block[]): string {
  const ids = blocks.map(({ id }) => `<Latest>${id}</Latest>`).join('');
  return `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids}</BlockList>`;
}

export function withQuery(url: string, query: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}
