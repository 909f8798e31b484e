import { expect, it } from 'vitest';
import { fitted, moved, zoomAt } from '../../src/viewer/zoom.ts';
import { viewedPictures } from '../../src/viewer/viewedPictures.ts';
import { received } from '../conversation/messages.ts';

const frame = { width: 1000, height: 800 };
const picture = { width: 1000, height: 500 };

it('the point under the pointer stays where it is', () => {
  const zoom = zoomAt(fitted, 2, { x: 100, y: 50 }, picture, frame);
  expect(zoom).toEqual({ scale: 2, x: -100, y: -50 });
});

it('is never smaller than fitted, nor endlessly large', () => {
  expect(zoomAt(fitted, 0.2, { x: 0, y: 0 }, picture, frame)).toEqual(fitted);
  expect(zoomAt(fitted, 1000, { x: 0, y: 0 }, picture, frame).scale).toBe(8);
});

it('is moved no further than to the picture’s edges', () => {
  const zoom = zoomAt(fitted, 2, { x: 0, y: 0 }, picture, frame);
  expect(moved(zoom, 5000, 5000, picture, frame)).toEqual({ scale: 2, x: 500, y: 100 });
  expect(moved(fitted, 50, 50, picture, frame)).toEqual(fitted);
});

it('shows the pictures of a conversation in its order, and nothing else', () => {
  const image = { kind: 'image', mediaId: 'a', name: 'a', contentType: 'image/png', size: 1 } as const;
  const shown = viewedPictures([
    received(1, { attachments: [image, { ...image, kind: 'file', mediaId: 'b' }] }),
    received(2, { attachments: [{ ...image, mediaId: 'c' }] }),
  ]);
  expect(shown.map(({ attachment }) => attachment.mediaId)).toEqual(['a', 'c']);
});
