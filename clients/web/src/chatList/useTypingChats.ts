import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';

/** Who is typing, of any chat. */
export function useTypingChats(): (chatId: string) => readonly string[] {
  const client = useClient();
  const [, setTurn] = useState(0);
  useEffect(
    () =>
      client.on('changes', (changes) => {
        if (changes.typing.size > 0) setTurn((turn) => turn + 1);
      }),
    [client],
  );
  return (chatId) => client.typists(chatId);
}
