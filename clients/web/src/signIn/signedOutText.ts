import type { ChatEvents } from '@chat/client';

/** Why the page of those who are signed out is shown, where they did not ask for it. */
export function signedOutText(reason: ChatEvents['signedOut']['reason'] | undefined): string | undefined {
  switch (reason) {
    case 'device-revoked':
      return 'This device was signed out from another one of yours. Sign in to use it again.';
    case 'replaced':
      return 'Chat was taken over by another browser as this device. Sign in to use it here.';
    case 'upgrade-required':
      return 'There is a newer version of Chat. Reload the page, then sign in.';
    default:
      return undefined;
  }
}
