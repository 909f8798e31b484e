import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../design/IconButton.tsx';
import { toast } from '../design/Toast.tsx';
import type { EmojiPickerProps } from './EmojiPicker.tsx';

type Picker = (props: EmojiPickerProps) => JSX.Element;

/** Opens the picker, which is fetched when it is wanted for the first time. */
export function EmojiButton({ onPick }: { readonly onPick: (emoji: string) => void }): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [picker, setPicker] = useState<{ readonly component: Picker } | undefined>(undefined);

  const fetchPicker = (): void => {
    if (picker !== undefined) return;
    import('./EmojiPicker.tsx').then(
      ({ EmojiPicker }) => setPicker({ component: EmojiPicker }),
      () => {
        setOpen(false);
        toast('Emoji could not be loaded. Check your network.', { wrong: true });
      },
    );
  };

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const Shown = picker?.component;
  return (
    <div
      class="emoji-root"
      ref={root}
      onPointerEnter={fetchPicker}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.preventDefault();
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <IconButton
        icon="emoji"
        label="Emoji"
        haspopup="dialog"
        expanded={open}
        buttonRef={button}
        onClick={() => {
          fetchPicker();
          setOpen(!open);
        }}
      />
      {open && Shown !== undefined && <Shown onPick={onPick} />}
    </div>
  );
}
