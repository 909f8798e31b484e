/** Runs something later; what it returns calls that off. */
export function afterDelay(run: () => void, delay: number): () => void {
  const timer = setTimeout(run, delay);
  return () => clearTimeout(timer);
}
