/** Waits until the condition holds and answers with what it gave; for what no locator can wait for. */
export async function until(condition, what, milliseconds = 15_000) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const result = await condition();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`Waited ${milliseconds} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
