import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import './Menu.css';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

export interface MenuProps {
  /** Of the button that opens it. */
  readonly label: string;
  readonly icon?: IconName;
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'end';
}

/** A button and the menu it opens: arrows, Home and End move, Esc and a press elsewhere close it. */
export function Menu({ label, icon = 'more', items, align = 'end' }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const [above, setAbove] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  // Before it is painted, so that it does not jump.
  useLayoutEffect(() => {
    if (!open) return;
    const list = root.current?.querySelector('[role=menu]')?.getBoundingClientRect();
    setAbove(list !== undefined && list.bottom > innerHeight - 8);
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);

  const close = (): void => {
    setOpen(false);
    setAbove(false);
    button.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const entries = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = entries.findIndex((entry) => entry === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') close();
    else if (to !== undefined) entries.at(to % entries.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="menu" ref={root}>
      <IconButton icon={icon} label={label} haspopup="menu" expanded={open} buttonRef={button} onClick={() => setOpen(!open)} />
      {open && (
        <div
          class={`menu-list menu-${align}${above ? ' menu-above' : ''}`}
          role="menu"
          id={id}
          aria-label={label}
          onKeyDown={onKeyDown}
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class={`menu-item${item.danger === true ? ' menu-danger' : ''}`}
              onClick={() => {
                close();
                item.onSelect();
              }}
            >
              {item.icon !== undefined && <Icon name={item.icon} size={19} />}
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
