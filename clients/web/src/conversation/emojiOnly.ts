const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const pictograph = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;

/** How many emoji a text consists of, when it is nothing but one to six of them; else 0. */
export function emojiOnly(text: string): number {
  // Six of the longest ones there are.
  if (text.length > 6 * 35 || text.trim() === '') return 0;
  let count = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (segment.trim() === '') continue;
    if (!pictograph.test(segment) || isPlainCharacter(segment)) return 0;
    if (++count > 6) return 0;
  }
  return count;
}

// Such as © and ™: pictographs by the book, but shown as text unless a variation selector follows.
function isPlainCharacter(segment: string): boolean {
  return !segment.includes('\uFE0F') && !/\p{Emoji_Presentation}|\p{Regional_Indicator}|\u20E3/u.test(segment);
}
