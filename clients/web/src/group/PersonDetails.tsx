import type { ChatSummary } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { useNow } from '../app/useNow.ts';
import { useRead } from '../app/useRead.ts';
import { Avatar } from '../design/Avatar.tsx';
import { Confirm } from '../design/Confirm.tsx';
import { Row } from '../design/Row.tsx';
import { Section } from '../design/Section.tsx';
import { toast } from '../design/Toast.tsx';
import { presenceText } from '../presence/presenceText.ts';
import { usePresence } from '../presence/usePresence.ts';

/** The other one of a direct chat: name, presence, block. */
export function PersonDetails({ chat }: { readonly chat: ChatSummary }): JSX.Element {
  const now = useNow();
  const { peer } = chat;
  const presence = usePresence(peer === undefined ? [] : [peer.userId]);
  const shown = peer === undefined ? undefined : presence(peer.userId);
  return (
    <>
      <div class="details-head">
        <Avatar id={peer?.userId ?? chat.chatId} name={peer?.displayName} size={96} />
        <div class="details-name">
          <h2>{peer?.displayName ?? 'Unknown'}</h2>
        </div>
        <p>{presenceText(shown, now) ?? 'Direct chat'}</p>
      </div>
      {peer !== undefined && (
        <>
          <Section>
            <Row icon="person" title={peer.userName} detail="User name" />
          </Section>
          <BlockRow userId={peer.userId} name={peer.displayName} />
        </>
      )}
    </>
  );
}

function BlockRow({ userId, name }: { readonly userId: string; readonly name: string }): JSX.Element {
  const client = useClient();
  const [asked, setAsked] = useState(false);
  const { value, again } = useRead(
    userId,
    async (from) => (await from.blocks()).includes(userId),
    () => false,
  );

  const unblock = async (): Promise<void> => {
    try {
      await client.block(userId, false);
      again();
      toast(`${name} is not blocked any more`);
    } catch (error) {
      toast(errorText(toChatError(error)), { wrong: true });
    }
  };

  return (
    <Section>
      {value === true ? (
        <Row
          icon="block"
          title={`Unblock ${name}`}
          detail="They cannot write to you, and are not told."
          onClick={() => void unblock()}
        />
      ) : (
        <Row icon="block" title={`Block ${name}`} danger onClick={() => setAsked(true)} />
      )}
      {asked && (
        <Confirm
          title={`Block ${name}?`}
          confirm="Block"
          act={async () => {
            await client.block(userId, true);
            again();
            toast(`${name} is blocked`);
          }}
          onClose={() => setAsked(false)}
        >
          <p>
            They cannot write to you, add you to groups or see when you are online. They are not told. What they send meanwhile
            you will not see, also not after you unblock them.
          </p>
        </Confirm>
      )}
    </Section>
  );
}
