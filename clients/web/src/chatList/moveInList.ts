/** Arrows, Home and End move the focus among the rows. */
export function moveInList(event: KeyboardEvent): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-chat]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (to < 0) document.querySelector<HTMLElement>('[data-shortcut=search]')?.focus();
  else rows[to]?.focus();
}

export function focusFirstRow(): void {
  document.querySelector<HTMLElement>('[data-chat]')?.focus();
}
