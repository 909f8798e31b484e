import { useEffect, useState } from 'preact/hooks';

/** Whether list and conversation stand side by side; the same width as in Frame.css. */
const query = '(min-width: 820px)';

export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = (): void => setWide(list.matches);
    list.addEventListener('change', changed);
    return () => list.removeEventListener('change', changed);
  }, []);
  return wide;
}
