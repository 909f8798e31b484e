import type { ChatClient } from '@chat/client';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export const ClientContext = createContext<ChatClient | undefined>(undefined);

/** The client of the session; below the frame there always is one. */
export function useClient(): ChatClient {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('useClient is called outside of a session');
  return client;
}
