import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { Confirm } from '../design/Confirm.tsx';
import { Row } from '../design/Row.tsx';

/** Signs this device out, after asking. */
export function SignOutHere(): JSX.Element {
  const client = useClient();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Row icon="leave" title="Sign out" danger onClick={() => setAsked(true)} />
      {asked && (
        <Confirm title="Sign out here?" confirm="Sign out" act={() => client.signOut()} onClose={() => setAsked(false)}>
          <p>
            Your chats stay with your account and are removed from this device. Messages that have not been sent yet are lost.
          </p>
        </Confirm>
      )}
    </>
  );
}
