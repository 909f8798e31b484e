import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../design/Button.tsx';
import './lazily.css';

/** A component whose code is fetched when the page is idle, at the latest when it is shown first. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): (props: P) => JSX.Element {
  let loaded: ComponentType<P> | undefined;
  const fetched = async (): Promise<ComponentType<P>> => (loaded = await load());
  // What fails now is tried again when it is shown, and told there.
  idle(() => void fetched().catch(() => undefined));

  return function Lazy(props: P): JSX.Element {
    const [failed, setFailed] = useState(false);
    const [, setTurn] = useState(0);
    const fetch = (): void => {
      setFailed(false);
      fetched().then(
        () => setTurn((turn) => turn + 1),
        () => setFailed(true),
      );
    };
    useEffect(() => {
      if (loaded === undefined) fetch();
    }, []);

    if (loaded !== undefined) {
      const Component = loaded;
      return <Component {...props} />;
    }
    return (
      <div class="lazily">
        {failed && (
          <>
            <p role="alert">This part of Chat could not be loaded. Check your network.</p>
            <Button onClick={fetch}>Try again</Button>
          </>
        )}
      </div>
    );
  };
}

/** Safari has no requestIdleCallback. */
function idle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 5000 });
  else setTimeout(act, 2000);
}
