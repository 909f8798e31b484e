import type { Connection } from '@chat/client';
import { useEffect, useState } from 'preact/hooks';
import { useClient } from './ClientContext.tsx';

export function useConnection(): Connection {
  const client = useClient();
  const [connection, setConnection] = useState(client.connection);
  useEffect(() => {
    setConnection(client.connection);
    return client.on('connection', setConnection);
  }, [client]);
  return connection;
}
