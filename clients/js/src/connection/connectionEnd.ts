import { ChatError, type StopReason } from '../api.ts';
import { HandshakeRefused } from '../hub/HubTransport.ts';
import type { WireClosing } from '../wire/wire.ts';

/** What follows from the way in which a connection ended or failed to begin. */
export interface ConnectionEnd {
  /** Do not reconnect. */
  readonly stop?: StopReason;
  /** The access token is no longer good. */
  readonly refreshFirst?: boolean;
  /** Wait at least this long, ms; backoff and jitter come on top. */
  readonly notBefore?: number;
}

/** A server's word is not taken for more than this. */
const longestWait = 5 * 60_000;

export function endOfClosing(closing: WireClosing | undefined): ConnectionEnd {
  switch (closing?.reason) {
    case 'replaced':
    case 'device-revoked':
    case 'upgrade-required':
      return { stop: closing.reason };
    case 'token-expired':
      return { refreshFirst: true };
    default:
      return { notBefore: Math.min(closing?.retryAfterMs ?? 0, longestWait) };
  }
}

/** @param failure What opening a connection, or getting a token for it, failed with. */
export function endOfFailure(failure: unknown): ConnectionEnd {
  if (failure instanceof HandshakeRefused) {
    if (failure.status === 426 || failure.code === 'upgrade-required') return { stop: 'upgrade-required' };
    if (failure.status === 401) return { refreshFirst: true };
    return { notBefore: Math.min((failure.retryAfter ?? 0) * 1_000, longestWait) };
  }
  if (failure instanceof ChatError && failure.code === 'bad-refresh-token') return { stop: 'device-revoked' };
  if (failure instanceof ChatError) return { notBefore: Math.min((failure.retryAfter ?? 0) * 1_000, longestWait) };
  return {};
}
