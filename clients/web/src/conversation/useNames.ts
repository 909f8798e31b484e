import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { toChatError } from '../app/errors.ts';

/** What people are called, by id; empty until known. Those not known yet are asked for. */
export function useNames(userIds: readonly string[]): (userId: string) => string {
  const client = useClient();
  const [, setTurn] = useState(0);
  const unknown = userIds.filter((userId) => client.knownUser(userId) === undefined).join(' ');
  useEffect(() => {
    if (unknown === '') return;
    let closed = false;
    for (const userId of unknown.split(' ')) {
      client.user(userId).then(
        () => {
          if (!closed) setTurn((turn) => turn + 1);
        },
        // Shown without a name; asked for again when it is shown anew.
        (error: unknown) => toChatError(error),
      );
    }
    return () => {
      closed = true;
    };
  }, [client, unknown]);
  return (userId) => client.knownUser(userId)?.displayName ?? '';
}
