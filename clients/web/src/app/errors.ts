import { ChatError } from '@chat/client';

/** What a call threw, as a refusal with a code. Anything but a refusal is a fault of ours and is logged. */
export function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return new ChatError('storage-full', error.message);
  console.error(error);
  return new ChatError('unknown', error instanceof Error ? error.message : String(error));
}

/** A refusal in plain words, where the place that asked has none of its own. */
export function errorText(error: ChatError): string {
  switch (error.code) {
    case 'offline':
      return 'No connection. Check your network and try again.';
    case 'rate-limited':
      return `Too many attempts. Try again ${waitText(error.retryAfter)}.`;
    case 'unavailable':
      return `The server is busy. Try again ${waitText(error.retryAfter)}.`;
    case 'not-allowed':
      return 'You are not allowed to do this.';
    case 'chat-not-found':
    case 'not-a-member':
      return 'You are not a member of this chat any more.';
    case 'storage-full':
      return 'There is no room left for it on this device.';
    case 'user-not-found':
      return 'There is nobody with that user name.';
    default:
      return 'That did not work. Try again.';
  }
}

/** "in 20 seconds" */
export function waitText(seconds: number | undefined): string {
  if (seconds === undefined) return 'in a moment';
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return whole === 1 ? 'in a second' : `in ${whole} seconds`;
  const minutes = Math.ceil(whole / 60);
  return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`;
}
