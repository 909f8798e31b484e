import type { Connection } from '@chat/client';
import { waitText } from '../app/errors.ts';

export interface ConnectionNotice {
  readonly tone: 'calm' | 'warning' | 'stopped';
  readonly text: string;
  readonly action?: { readonly label: string; readonly does: 'reconnect' | 'reload' };
}

/** What the banner says of a connection; nothing while all is well. */
export function connectionNotice(connection: Connection, now: number): ConnectionNotice | undefined {
  switch (connection.state) {
    case 'online':
      return undefined;
    case 'connecting':
      return { tone: 'calm', text: 'Connecting…' };
    case 'offline': {
      const at = connection.nextAttemptAt;
      const next = at === undefined || at <= now ? '' : ` Trying again ${waitText((at - now) / 1000)}.`;
      return {
        tone: 'warning',
        text: `You are offline. What you write is sent when you are back.${next}`,
        action: { label: 'Try now', does: 'reconnect' },
      };
    }
    case 'stopped':
      switch (connection.reason) {
        case 'replaced':
          return {
            tone: 'stopped',
            text: 'Chat is in use in another browser as this device, so it stopped here.',
            action: { label: 'Use it here', does: 'reconnect' },
          };
        case 'upgrade-required':
          return {
            tone: 'stopped',
            text: 'There is a newer version of Chat. This page is too old to go on.',
            action: { label: 'Reload', does: 'reload' },
          };
        case 'device-revoked':
          return {
            tone: 'stopped',
            text: 'This device was signed out. Sign in again to go on.',
            action: { label: 'Sign in', does: 'reload' },
          };
        default:
          return { tone: 'stopped', text: 'The connection has ended.', action: { label: 'Connect', does: 'reconnect' } };
      }
  }
}
