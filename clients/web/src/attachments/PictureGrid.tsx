import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { pictureBounds } from './pictureBounds.ts';
import { Picture } from './Picture.tsx';
import { shownSize } from './scaledSize.ts';
import type { ShownAttachment } from './shownAttachments.ts';

export interface PictureGridProps {
  readonly message: ChatMessage;
  readonly pictures: readonly ShownAttachment[];
  readonly listWidth: number;
}

const gap = 3;

/** One picture in its own shape; several as tiles, at most four of them, the last one with the number of the rest. */
export function PictureGrid({ message, pictures, listWidth }: PictureGridProps): JSX.Element {
  const bounds = pictureBounds(listWidth);
  const only = pictures.length === 1 ? pictures[0] : undefined;
  if (only !== undefined) {
    const size = shownSize(
      { width: only.width ?? 4 * 80, height: only.height ?? 3 * 80 },
      bounds,
      message.text === '' ? 120 : 220,
    );
    return <Picture message={message} shown={only} width={size.width} height={size.height} />;
  }
  const tiles = pictures.slice(0, 4);
  const half = (bounds.width - gap) / 2;
  return (
    <div class="picture-grid" style={{ width: `${bounds.width}px`, gap: `${gap}px` }}>
      {tiles.map((shown, i) => {
        const wide = tiles.length === 3 && i === 0;
        const more = i === 3 ? pictures.length - 4 : 0;
        return (
          <Picture
            key={shown.key}
            message={message}
            shown={shown}
            width={wide ? bounds.width : half}
            height={wide ? Math.round(bounds.width * 0.6) : half}
            more={more}
          />
        );
      })}
    </div>
  );
}
