import type { Device } from '@chat/client';
import type { JSX } from 'preact';
import { listTime } from '../chatList/listTime.ts';
import { Button } from '../design/Button.tsx';
import { Row } from '../design/Row.tsx';
import { seenText } from '../presence/presenceText.ts';

export interface DeviceRowProps {
  readonly device: Device;
  readonly now: number;
  /** Absent for this device. */
  readonly onSignOut?: () => void;
}

export function DeviceRow({ device, now, onSignOut }: DeviceRowProps): JSX.Element {
  const since = `Signed in ${listTime(device.createdAt, now)}`;
  const seen = device.lastSeen === undefined ? undefined : `Last seen ${seenText(device.lastSeen, now)}`;
  return (
    <Row
      icon={/iPhone|Android|Pixel|phone/iu.test(device.name) ? 'phone' : 'computer'}
      title={device.name}
      detail={device.current ? `In use now · ${since}` : [seen, since].filter((part) => part !== undefined).join(' · ')}
      {...(onSignOut === undefined
        ? {}
        : {
            end: (
              <Button kind="quiet" onClick={onSignOut}>
                Sign out<span class="spoken"> {device.name}</span>
              </Button>
            ),
          })}
    />
  );
}
