import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { describeMessage } from './describeMessage.ts';

/** Reads new messages of the chat out, politely, and nothing else: the list itself is silent. */
export function Announcer({ chatId }: { readonly chatId: string }): JSX.Element {
  const client = useClient();
  const [latest, setLatest] = useState<ChatMessage | undefined>(undefined);
  useEffect(
    () =>
      client.on('message', (message) => {
        if (message.chatId === chatId && !message.own) setLatest(message);
      }),
    [client, chatId],
  );
  return (
    <div class="spoken" aria-live="polite">
      {latest !== undefined && (
        <p key={latest.id}>{describeMessage(latest, client.knownUser(latest.from)?.displayName ?? 'Somebody')}</p>
      )}
    </div>
  );
}
