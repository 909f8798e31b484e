/** Photos are sent no larger than this on their longer side, px. */
export const maxEdge = 2560;
/** A picture of at most this many bytes, and no larger than `maxEdge`, goes as it is. */
export const keepBelow = 1_500_000;
/** Beyond this a browser may not be able to decode it at all: it goes as a file. Bytes. */
export const tooLargeToShow = 64 * 1024 * 1024;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Scaling = { readonly kind: 'keep' } | ({ readonly kind: 'scale'; readonly type: 'image/jpeg' | 'image/webp' } & Size);

/** What is to be done with a picture before it is sent. */
export function scaling(size: Size, bytes: number, contentType: string): Scaling {
  // Animations would be stilled.
  if (contentType === 'image/gif') return { kind: 'keep' };
  const small = Math.max(size.width, size.height) <= maxEdge;
  if (small && bytes <= keepBelow) return { kind: 'keep' };
  // Drawings have sharp edges and transparency, which JPEG spoils.
  const type = contentType === 'image/png' || contentType === 'image/webp' ? 'image/webp' : 'image/jpeg';
  return { kind: 'scale', type, ...scaledSize(size, maxEdge) };
}

/** The size with its longer side at most `edge`, its shape kept, whole pixels. */
export function scaledSize({ width, height }: Size, edge: number): Size {
  const factor = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** How large a picture is shown in a bubble: within the given bounds, never thinner than can be tapped. */
export function shownSize({ width, height }: Size, bounds: Size, least = 120): Size {
  const factor = Math.min(bounds.width / width, bounds.height / height, 1);
  return {
    width: Math.round(Math.min(bounds.width, Math.max(least, width * factor))),
    height: Math.round(Math.min(bounds.height, Math.max(least, height * factor))),
  };
}
