const most = 40;

/** Presses Tab until what has the focus is called that. */
export async function tabTo(page, name) {
  const wanted = page.locator(':focus').and(
    page.getByLabel(name, { exact: true }).or(page.getByRole('button', { name, exact: true })).or(page.getByRole('link', { name })),
  );
  for (let i = 0; i < most; i++) {
    if ((await wanted.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not reach ${name} in ${most} steps.`);
}
