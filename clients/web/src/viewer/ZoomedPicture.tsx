import type { Attachment } from '@chat/client';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../design/Button.tsx';
import { type Extent, fitted, moved, type Zoom, zoomAt } from './zoom.ts';

export interface ZoomedPictureProps {
  readonly url: string | undefined;
  readonly failed: boolean;
  readonly again: () => void;
  readonly attachment: Attachment;
  /** To the next one (1) or the one before (-1). */
  readonly onSwipe: (by: number) => void;
  readonly onClose: () => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Further than this is a swipe, px. */
const swipe = 60;

/** One picture, fitted to the screen: the wheel, two fingers and a double tap enlarge it, dragging moves it. */
export function ZoomedPicture({ url, failed, again, attachment, onSwipe, onClose }: ZoomedPictureProps): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const fingers = useRef(new Map<number, Point>());
  const began = useRef<Point | undefined>(undefined);
  const [zoom, setZoom] = useState<Zoom>(fitted);

  const extents = (): readonly [Extent, Extent] => {
    const { offsetWidth = 0, offsetHeight = 0 } = image.current ?? {};
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    return [
      { width: offsetWidth, height: offsetHeight },
      { width: clientWidth, height: clientHeight },
    ];
  };
  const fromMiddle = ({ x, y }: Point): Point => {
    const box = frame.current!.getBoundingClientRect();
    return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
  };
  const enlarge = (factor: number, at: Point): void => setZoom((before) => zoomAt(before, factor, fromMiddle(at), ...extents()));

  useEffect(() => {
    const element = frame.current!;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      enlarge(Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
    };
    // A listener that prevents must say that it is not passive.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);

  const onPointerDown = (event: PointerEvent): void => {
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    const point = { x: event.clientX, y: event.clientY };
    frame.current!.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, point);
    began.current = fingers.current.size === 1 ? point : undefined;
  };
  const onPointerMove = (event: PointerEvent): void => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (other !== undefined) {
      enlarge(distance(now, other) / Math.max(1, distance(before, other)), {
        x: (now.x + other.x) / 2,
        y: (now.y + other.y) / 2,
      });
    } else if (zoom.scale > 1) setZoom(moved(zoom, now.x - before.x, now.y - before.y, ...extents()));
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (!fingers.current.delete(event.pointerId)) return;
    const start = began.current;
    began.current = undefined;
    if (start === undefined || zoom.scale > 1) return;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (Math.abs(dx) > swipe && Math.abs(dx) > 2 * Math.abs(dy)) onSwipe(dx < 0 ? 1 : -1);
    else if (event.pointerType === 'touch' && dy > 1.6 * swipe) onClose();
    else if (Math.abs(dx) + Math.abs(dy) < 4 && !insideOf(image.current, event)) onClose();
  };

  return (
    <div
      ref={frame}
      class={`viewer-frame${zoom.scale > 1 ? ' viewer-zoomed' : ''}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDblClick={(event) => (zoom.scale > 1 ? setZoom(fitted) : enlarge(2.5, { x: event.clientX, y: event.clientY }))}
    >
      {failed ? (
        <Button icon="retry" onClick={again}>
          Could not be loaded. Try again
        </Button>
      ) : (
        <img
          ref={image}
          class={url === undefined ? 'viewer-preview' : ''}
          src={url ?? attachment.preview}
          alt={attachment.name}
          width={attachment.width}
          height={attachment.height}
          draggable={false}
          style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
        />
      )}
    </div>
  );
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function insideOf(element: Element | null, { clientX, clientY }: PointerEvent): boolean {
  const box = element?.getBoundingClientRect();
  return box !== undefined && clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}
