import { ChatError } from '../api.ts';

const marker = 'HubException: ';

/** Reads the protocol's `code: sentence` out of what SignalR makes of it. What has none is `unavailable`: nothing is known of it. */
export function hubError(failure: unknown): ChatError {
  const text = failure instanceof Error ? failure.message : String(failure);
  const at = text.indexOf(marker);
  const own = at >= 0 ? text.slice(at + marker.length) : text;
  const [, code, sentence] = /^([a-z0-9-]+): (.*)$/s.exec(own) ?? [];
  return code !== undefined && sentence !== undefined ? new ChatError(code, sentence) : new ChatError('unavailable', own);
}
