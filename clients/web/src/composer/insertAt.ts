/** Puts something in the place of a selection, and says where the caret is then. */
export function insertAt(
  text: string,
  inserted: string,
  from: number,
  to: number,
): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, from) + inserted + text.slice(to), caret: from + inserted.length };
}
