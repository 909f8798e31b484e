export type LastSeen = 'everyone' | 'contacts' | 'nobody';

const key = (userId: string): string => `chat.lastSeen.${userId}`;

/** The server takes this setting and does not tell it, so that the device remembers what it set; `everyone` is the server's default. */
export function keptPrivacy(userId: string): LastSeen {
  const kept = localStorage.getItem(key(userId));
  return kept === 'contacts' || kept === 'nobody' ? kept : 'everyone';
}

export function keepPrivacy(userId: string, value: LastSeen): void {
  localStorage.setItem(key(userId), value);
}
