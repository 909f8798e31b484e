import type { User } from '@chat/client';
import { useEffect, useState } from 'preact/hooks';
import { useClient } from './ClientContext.tsx';
import { toChatError } from './errors.ts';

/** Somebody by id: what is known at once, else asked for. Absent until it is there, and where it cannot be had now. */
export function useUser(userId: string | undefined): User | undefined {
  const client = useClient();
  const [asked, setAsked] = useState<User | undefined>(undefined);
  const known = userId === undefined ? undefined : client.knownUser(userId);

  useEffect(() => {
    if (userId === undefined || known !== undefined) return;
    let closed = false;
    client.user(userId).then(
      (user) => {
        if (!closed) setAsked(user);
      },
      // Shown without a name; asked for again when it is shown anew.
      (error: unknown) => toChatError(error),
    );
    return () => {
      closed = true;
    };
  }, [client, userId, known === undefined]);

  return known ?? (asked?.userId === userId ? asked : undefined);
}
