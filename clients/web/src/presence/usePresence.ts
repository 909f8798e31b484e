import type { Presence } from '@chat/client';
import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';

/** Watches these users as long as they are shown, and says what is known of one of them. */
export function usePresence(userIds: readonly string[]): (userId: string) => Presence | undefined {
  const client = useClient();
  const [, setTurn] = useState(0);
  const key = userIds.join(' ');

  useEffect(() => {
    const watched = key === '' ? [] : key.split(' ');
    if (watched.length === 0) return;
    const unwatch = client.watch(watched);
    const off = client.on('changes', (changes) => {
      if (watched.some((userId) => changes.presence.has(userId))) setTurn((turn) => turn + 1);
    });
    return () => {
      off();
      unwatch();
    };
  }, [client, key]);

  return (userId) => client.presence(userId);
}
