import type { Size } from './scaledSize.ts';

/** How large a picture may be shown in a list of that width, px. */
export function pictureBounds(listWidth: number): Size {
  const width = Math.round(Math.max(200, Math.min(340, listWidth * 0.72)));
  return { width, height: Math.round(width * 1.15) };
}
