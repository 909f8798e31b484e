import type { JSX } from 'preact';
import { ToastRegion } from '../design/Toast.tsx';
import { SignIn } from '../signIn/SignIn.tsx';
import { ClientContext } from './ClientContext.tsx';
import { Frame } from './Frame.tsx';
import { session } from './session.ts';
import { Splash } from './Splash.tsx';

export function App(): JSX.Element {
  return (
    <>
      <Screen />
      <ToastRegion />
    </>
  );
}

function Screen(): JSX.Element {
  const current = session.value;
  switch (current.state) {
    case 'opening':
      return <Splash />;
    case 'broken':
      return <Splash failure={current.why} />;
    case 'signed-out':
      return <SignIn reason={current.reason} />;
    case 'open':
      return (
        <ClientContext.Provider value={current.client}>
          <Frame key={current.client.session.deviceId} />
        </ClientContext.Provider>
      );
  }
}
