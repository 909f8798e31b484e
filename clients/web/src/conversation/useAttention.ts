import { useEffect } from 'preact/hooks';

/** Tells whether somebody looks at the page: it is visible and has the focus. At once, and with every change. */
export function useAttention(tell: (attentive: boolean) => void): void {
  useEffect(() => {
    const look = (): void => tell(document.visibilityState === 'visible' && document.hasFocus());
    look();
    addEventListener('focus', look);
    addEventListener('blur', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
