import type { Emoji } from './emojiSearch.ts';

export interface EmojiGroup {
  readonly name: string;
  readonly emoji: readonly Emoji[];
}

/** Reads the list: a line "# group", then a line "emoji name|more words" for each. */
export function parseEmoji(text: string): readonly EmojiGroup[] {
  const groups: { name: string; emoji: Emoji[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) groups.push({ name: line.slice(2), emoji: [] });
    else if (line !== '') {
      const space = line.indexOf(' ');
      const [name = '', words = ''] = line.slice(space + 1).split('|');
      groups.at(-1)?.emoji.push({ emoji: line.slice(0, space), name, words });
    }
  }
  return groups;
}
