import type { JSX } from 'preact';
import { Button } from '../design/Button.tsx';
import { Mark } from './Mark.tsx';
import { resumeSession } from './session.ts';
import './Splash.css';

/** While the store is opened, and where it could not be. */
export function Splash({ failure }: { readonly failure?: string }): JSX.Element {
  return (
    <main class="splash">
      <Mark size={56} />
      <h1 class="spoken">Chat</h1>
      {failure !== undefined && (
        <div role="alert" class="splash-failure">
          <p>Your chats on this device could not be opened.</p>
          <p class="splash-why">{failure}</p>
          <Button kind="primary" onClick={() => void resumeSession()}>
            Try again
          </Button>
        </div>
      )}
    </main>
  );
}
