import type { OutgoingFile } from '@chat/client';
import { scaledSize, scaling, type Size } from './scaledSize.ts';
import { extensionOf, renamed } from './fileName.ts';

/** A preview's data URL has at most so many characters. */
const previewLimit = 2048;

/** A picture made ready to be sent: scaled down if it is large, with its size and a tiny preview. */
export async function shrinkPicture(file: File): Promise<OutgoingFile> {
  const bitmap = await createImageBitmap(file);
  try {
    const size = { width: bitmap.width, height: bitmap.height };
    const plan = scaling(size, file.size, file.type);
    const preview = previewOf(bitmap, size);
    const original: OutgoingFile = { kind: 'image', file, name: file.name, ...size, ...(preview !== undefined && { preview }) };
    if (plan.kind === 'keep') return original;
    const scaled = await draw(bitmap, plan).convertToBlob({ type: plan.type, quality: 0.86 });
    // Some were compressed better than it can be done here.
    if (scaled.size >= file.size) return original;
    const name = renamed(file.name, extensionOf(scaled.type));
    return { ...original, file: scaled, name, width: plan.width, height: plan.height };
  } finally {
    bitmap.close();
  }
}

function draw(bitmap: ImageBitmap, { width, height }: Size): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot draw on a canvas.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

function previewOf(bitmap: ImageBitmap, size: Size): string | undefined {
  for (const edge of [32, 24, 16]) {
    const { width, height } = scaledSize(size, edge);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
    const url = canvas.toDataURL('image/jpeg', 0.6);
    if (url.startsWith('data:image/jpeg') && url.length <= previewLimit) return url;
  }
  return undefined;
}
