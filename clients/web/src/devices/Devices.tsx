import type { Device } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText } from '../app/errors.ts';
import { Page } from '../app/Page.tsx';
import { useNow } from '../app/useNow.ts';
import { useRead } from '../app/useRead.ts';
import { Button } from '../design/Button.tsx';
import { Confirm } from '../design/Confirm.tsx';
import { Row } from '../design/Row.tsx';
import { RowSkeletons } from '../design/RowSkeletons.tsx';
import { Section } from '../design/Section.tsx';
import { toast } from '../design/Toast.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { SignOutHere } from './SignOutHere.tsx';

/** Where the user is signed in; any of the others can be signed out from here. */
export function Devices({ onBack }: { readonly onBack: () => void }): JSX.Element {
  const client = useClient();
  const now = useNow();
  const [leaving, setLeaving] = useState<Device | undefined>(undefined);
  const { value, failure, again } = useRead(
    'devices',
    (from) => from.devices(),
    () => false,
  );
  const current = value?.filter((device) => device.current) ?? [];
  const others = (value ?? []).filter((device) => !device.current).toSorted((a, b) => seen(b) - seen(a));

  return (
    <Page title="Devices" onBack={onBack}>
      <Section title="This device">
        {value === undefined && failure === undefined ? (
          <RowSkeletons count={1} />
        ) : (
          current.map((device) => <DeviceRow key={device.deviceId} device={device} now={now} />)
        )}
        <SignOutHere />
      </Section>
      {failure !== undefined && (
        <Section title="Other devices">
          <Row
            icon="warning"
            title="Your devices cannot be shown"
            detail={errorText(failure)}
            end={<Button onClick={again}>Try again</Button>}
          />
        </Section>
      )}
      {value !== undefined && (
        <Section
          title="Other devices"
          {...(others.length > 0
            ? { note: 'A device that is signed out gets nothing more, and removes its chats as soon as it is online.' }
            : {})}
        >
          {others.length === 0 ? (
            <Row icon="devices" title="No other devices" detail="Sign in on another device with the same user name." />
          ) : (
            <ul>
              {others.map((device) => (
                <li key={device.deviceId}>
                  <DeviceRow device={device} now={now} onSignOut={() => setLeaving(device)} />
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
      {leaving !== undefined && (
        <Confirm
          title={`Sign out ${leaving.name}?`}
          confirm="Sign out"
          act={async () => {
            await client.signOutDevice(leaving.deviceId);
            again();
            toast(`${leaving.name} is signed out`);
          }}
          onClose={() => setLeaving(undefined)}
        >
          <p>It gets no more messages at once. To use it again, sign in there with your password.</p>
        </Confirm>
      )}
    </Page>
  );
}

function seen(device: Device): number {
  return device.lastSeen ?? device.createdAt;
}
