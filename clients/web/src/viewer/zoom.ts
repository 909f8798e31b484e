/** How a picture lies in its frame: enlarged by `scale`, its middle moved by x and y, px. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export const fitted: Zoom = { scale: 1, x: 0, y: 0 };

const most = 8;

/** Enlarges so that the point (px from the frame's middle) stays where it is. */
export function zoomAt(
  zoom: Zoom,
  factor: number,
  point: { readonly x: number; readonly y: number },
  picture: Extent,
  frame: Extent,
): Zoom {
  const scale = Math.min(most, Math.max(1, zoom.scale * factor));
  const applied = scale / zoom.scale;
  return bounded({ scale, x: point.x - (point.x - zoom.x) * applied, y: point.y - (point.y - zoom.y) * applied }, picture, frame);
}

export function moved(zoom: Zoom, dx: number, dy: number, picture: Extent, frame: Extent): Zoom {
  return bounded({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, picture, frame);
}

/** No further than its edges: `picture` is its size when it is fitted. */
function bounded(zoom: Zoom, picture: Extent, frame: Extent): Zoom {
  const x = Math.max(0, (picture.width * zoom.scale - frame.width) / 2);
  const y = Math.max(0, (picture.height * zoom.scale - frame.height) / 2);
  return { scale: zoom.scale, x: clamp(zoom.x, x), y: clamp(zoom.y, y) };
}

function clamp(value: number, bound: number): number {
  // `+ 0` makes a negative zero a plain one.
  return Math.min(bound, Math.max(-bound, value)) + 0;
}
