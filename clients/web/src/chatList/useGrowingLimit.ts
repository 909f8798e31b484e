import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const step = 120;

/** How many rows of a long list are rendered: more each time its end comes near. */
export function useGrowingLimit(key: string, count: number): { limit: number; sentinel: RefObject<HTMLDivElement | null> } {
  const sentinel = useRef<HTMLDivElement>(null);
  const [kept, setKept] = useState({ key, limit: step });
  const limit = kept.key === key ? kept.limit : step;

  useEffect(() => {
    const end = sentinel.current;
    if (end === null || count <= limit) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setKept({ key, limit: limit + step });
      },
      { rootMargin: '1200px' },
    );
    observer.observe(end);
    return () => observer.disconnect();
  }, [key, count > limit, limit]);

  return { limit, sentinel };
}
