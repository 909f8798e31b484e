import type { Changes, ChatClient, ChatError } from '@chat/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useClient } from './ClientContext.tsx';
import { toChatError } from './errors.ts';

export interface Reading<T> {
  /** Absent until it was read once; afterwards the last one that was. */
  readonly value: T | undefined;
  /** Why the last attempt failed. */
  readonly failure: ChatError | undefined;
  readonly again: () => void;
}

interface Kept<T> {
  readonly key: string;
  readonly value?: T;
  readonly failure?: ChatError;
}

/**
 * Reads something from the client, and anew whenever a change concerns it. One read at a time: changes in the meantime make one more.
 * @param key names what is read (the chat's id): with another key the old value is not shown any more.
 */
export function useRead<T>(
  key: string,
  read: (client: ChatClient) => Promise<T>,
  concerns: (changes: Changes) => boolean,
): Reading<T> {
  const client = useClient();
  const [kept, setKept] = useState<Kept<T>>({ key });
  const latest = useRef({ read, concerns });
  latest.current = { read, concerns };
  const again = useRef<() => void>(() => undefined);

  useEffect(() => {
    let closed = false;
    let reading = false;
    let stale = false;

    const run = async (): Promise<void> => {
      if (reading) {
        stale = true;
        return;
      }
      reading = true;
      do {
        stale = false;
        try {
          const value = await latest.current.read(client);
          if (!closed) setKept({ key, value });
        } catch (error) {
          const failure = toChatError(error);
          if (!closed) setKept((before) => (before.key === key ? { ...before, failure } : { key, failure }));
        }
      } while (stale && !closed);
      reading = false;
    };

    again.current = () => void run();
    const off = client.on('changes', (changes) => {
      if (latest.current.concerns(changes)) void run();
    });
    void run();
    return () => {
      closed = true;
      off();
    };
  }, [client, key]);

  const current = kept.key === key ? kept : undefined;
  return { value: current?.value, failure: current?.failure, again: () => again.current() };
}
