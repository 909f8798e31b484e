import { useRef, useState } from 'preact/hooks';

export interface DropTarget {
  /** Files are held over it. */
  readonly over: boolean;
  readonly handlers: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: () => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Takes files that are dropped anywhere on an element. */
export function useDropTarget(enabled: boolean, onFiles: (files: readonly File[]) => void): DropTarget {
  const [over, setOver] = useState(false);
  // Children are entered and left too.
  const depth = useRef(0);
  const carriesFiles = (event: DragEvent): boolean => enabled && event.dataTransfer?.types.includes('Files') === true;
  return {
    over,
    handlers: {
      onDragEnter: (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current++;
        setOver(true);
      },
      onDragOver: (event) => {
        if (carriesFiles(event)) event.preventDefault();
      },
      onDragLeave: () => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      },
      onDrop: (event) => {
        depth.current = 0;
        setOver(false);
        if (!carriesFiles(event)) return;
        event.preventDefault();
        onFiles([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}
