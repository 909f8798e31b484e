import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { Icon } from '../design/Icon.tsx';
import listed from './emoji.txt?raw';
import { parseEmoji } from './emojiList.ts';
import { type Emoji, searchEmoji } from './emojiSearch.ts';
import { RecentEmoji } from './recentEmoji.ts';
import './emoji.css';

export interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
}

const groups = parseEmoji(listed);
const all = groups.flatMap(({ emoji }) => emoji);
const byEmoji = new Map(all.map((entry) => [entry.emoji, entry]));
const recent = new RecentEmoji(localStorage);
const columns = 8;
const recentGroup = 'Recently used';

/** Emoji by group, by name, and those used last. Arrows move in the grid, Enter takes one. */
export function EmojiPicker({ onPick }: EmojiPickerProps): JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [used] = useState(() => recent.list().flatMap((emoji) => byEmoji.get(emoji) ?? []));
  const [group, setGroup] = useState(used.length > 0 ? recentGroup : groups[0]!.name);
  const shown = useMemo<readonly Emoji[]>(() => {
    if (query.trim() !== '') return searchEmoji(all, query);
    return group === recentGroup ? used : (groups.find(({ name }) => name === group)?.emoji ?? []);
  }, [query, group]);

  const focusAt = (place: number): void => {
    const buttons = grid.current?.querySelectorAll('button');
    buttons?.[Math.max(0, Math.min(place, buttons.length - 1))]?.focus();
  };
  const pick = (entry: Emoji): void => {
    recent.used(entry.emoji);
    onPick(entry.emoji);
  };
  const onGridKey = (event: KeyboardEvent): void => {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + columns,
      ArrowUp: at - columns,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 && event.key === 'ArrowUp') grid.current?.parentElement?.querySelector('input')?.focus();
    else focusAt(to);
  };

  return (
    <div class="emoji-picker" role="dialog" aria-label="Emoji">
      <label class="emoji-search">
        <Icon name="search" size={18} />
        <input
          type="search"
          placeholder="Search emoji"
          aria-label="Search emoji"
          value={query}
          ref={(element) => {
            if (element !== null && !matchMedia('(pointer: coarse)').matches && grid.current === null) element.focus();
          }}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              focusAt(0);
            } else if (event.key === 'Enter' && shown[0] !== undefined) {
              event.preventDefault();
              pick(shown[0]);
            }
          }}
        />
      </label>
      <div class="emoji-groups" role="toolbar" aria-label="Groups of emoji">
        {[...(used.length > 0 ? [recentGroup] : []), ...groups.map(({ name }) => name)].map((name) => (
          <button
            key={name}
            type="button"
            title={name}
            aria-label={name}
            aria-pressed={query === '' && name === group}
            onClick={() => {
              setQuery('');
              setGroup(name);
              grid.current?.scrollTo({ top: 0 });
            }}
          >
            {name === recentGroup ? <Icon name="clock" size={19} /> : groups.find((each) => each.name === name)?.emoji[0]?.emoji}
          </button>
        ))}
      </div>
      <p class="emoji-title">{query.trim() === '' ? group : `Found ${shown.length}`}</p>
      <div class="emoji-grid" ref={grid} onKeyDown={onGridKey}>
        {shown.map((entry, i) => (
          <button
            key={entry.emoji}
            type="button"
            tabIndex={i === 0 ? 0 : -1}
            aria-label={entry.name}
            title={entry.name}
            onClick={() => pick(entry)}
          >
            {entry.emoji}
          </button>
        ))}
      </div>
    </div>
  );
}
