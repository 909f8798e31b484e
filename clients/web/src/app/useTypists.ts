import { useEffect, useState } from 'preact/hooks';
import { useClient } from './ClientContext.tsx';

/** Who is typing in that chat now, without the user. */
export function useTypists(chatId: string): readonly string[] {
  const client = useClient();
  const [, setTurn] = useState(0);
  useEffect(
    () =>
      client.on('changes', (changes) => {
        if (changes.typing.has(chatId)) setTurn((turn) => turn + 1);
      }),
    [client, chatId],
  );
  return client.typists(chatId);
}
