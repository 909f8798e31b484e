import { describe, expect, it } from 'vitest';
import { fileFamily, fileKind, fileLabel } from '../../src/attachments/fileKind.ts';
import { renamed } from '../../src/attachments/fileName.ts';
import { formatBytes } from '../../src/attachments/formatBytes.ts';
import { keepBelow, maxEdge, scaling, shownSize } from '../../src/attachments/scaledSize.ts';

describe('scaling', () => {
  it('a small picture goes as it is', () => {
    expect(scaling({ width: 1200, height: 900 }, 300_000, 'image/jpeg')).toEqual({ kind: 'keep' });
  });

  it('a large photo is scaled to the longest edge, its shape kept', () => {
    expect(scaling({ width: 4000, height: 3000 }, 6_000_000, 'image/jpeg')).toEqual({
      kind: 'scale',
      type: 'image/jpeg',
      width: maxEdge,
      height: 1920,
    });
  });

  it('a heavy one of ordinary size is only compressed anew', () => {
    expect(scaling({ width: 1000, height: 800 }, keepBelow + 1, 'image/jpeg')).toMatchObject({ width: 1000, height: 800 });
  });

  it('a drawing keeps its transparency, an animation its movement', () => {
    expect(scaling({ width: 4000, height: 10 }, 10, 'image/png')).toMatchObject({
      type: 'image/webp',
      width: maxEdge,
      height: 6,
    });
    expect(scaling({ width: 4000, height: 4000 }, 9_000_000, 'image/gif')).toEqual({ kind: 'keep' });
  });
});

describe('shownSize', () => {
  const bounds = { width: 320, height: 360 };

  it('fits the bounds in the picture’s own shape', () => {
    expect(shownSize({ width: 1600, height: 1200 }, bounds)).toEqual({ width: 320, height: 240 });
    expect(shownSize({ width: 1200, height: 1600 }, bounds)).toEqual({ width: 270, height: 360 });
  });

  it('what is very long or very small can still be tapped', () => {
    expect(shownSize({ width: 4000, height: 100 }, bounds).height).toBe(120);
    expect(shownSize({ width: 8, height: 8 }, bounds)).toEqual({ width: 120, height: 120 });
  });
});

describe('files', () => {
  it('are sent by their type, and a picture too large to decode as a file', () => {
    expect(fileKind('image/png', 1)).toBe('image');
    expect(fileKind('image/svg+xml', 1)).toBe('file');
    expect(fileKind('image/png', 2 ** 30)).toBe('file');
    expect(fileKind('video/mp4', 1)).toBe('video');
    expect(fileKind('audio/mpeg', 1)).toBe('audio');
    expect(fileKind('', 1)).toBe('file');
  });

  it('carry their extension on their icon', () => {
    expect(fileLabel('plan.v2.pdf')).toBe('PDF');
    expect(fileLabel('README')).toBe('FILE');
    expect(fileLabel('x.verylong')).toBe('FILE');
    expect(fileFamily('a.ZIP')).toBe('archive');
    expect(fileFamily('a')).toBe('other');
    expect(renamed('a.b.png', 'webp')).toBe('a.b.webp');
  });

  it('have sizes that people can read', () => {
    expect([731, 1_000, 9_940, 12_345, 1_249_000, 999_600, 2_100_000_000].map(formatBytes)).toEqual([
      '731 B',
      '1.0 KB',
      '9.9 KB',
      '12 KB',
      '1.2 MB',
      '1.0 MB',
      '2.1 GB',
    ]);
  });
});
