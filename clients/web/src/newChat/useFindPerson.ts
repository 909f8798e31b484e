import type { ChatClient, ChatError, User } from '@chat/client';
import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { toChatError } from '../app/errors.ts';

export type Finding =
  | { readonly state: 'idle' | 'looking' | 'nobody' }
  | { readonly state: 'found'; readonly user: User }
  | { readonly state: 'failed'; readonly error: ChatError };

/** The server is asked when nothing was typed for as long, in ms. */
const pause = 350;

/** Who has exactly this user name. */
export function useFindPerson(userName: string): Finding {
  const client = useClient();
  const [finding, setFinding] = useState<Finding>({ state: 'idle' });
  const wanted = userName.trim().replace(/^@/u, '');

  useEffect(() => {
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]{2,31}$/u.test(wanted)) {
      setFinding({ state: 'idle' });
      return;
    }
    let closed = false;
    setFinding({ state: 'looking' });
    const timer = setTimeout(() => {
      void look(client, wanted).then((found) => {
        if (!closed) setFinding(found);
      });
    }, pause);
    return () => {
      closed = true;
      clearTimeout(timer);
    };
  }, [client, wanted]);

  return finding;
}

async function look(client: ChatClient, userName: string): Promise<Finding> {
  try {
    const user = await client.findUser(userName);
    return user === undefined ? { state: 'nobody' } : { state: 'found', user };
  } catch (error) {
    return { state: 'failed', error: toChatError(error) };
  }
}
