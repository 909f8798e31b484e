import type { ChatSummary } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { errorText } from '../app/errors.ts';
import { useMembers } from '../app/useChat.ts';
import { useNow } from '../app/useNow.ts';
import { useGrowingLimit } from '../chatList/useGrowingLimit.ts';
import { Button } from '../design/Button.tsx';
import { Row } from '../design/Row.tsx';
import { RowSkeletons } from '../design/RowSkeletons.tsx';
import { Section } from '../design/Section.tsx';
import { usePresence } from '../presence/usePresence.ts';
import { AddMembersDialog } from './AddMembersDialog.tsx';
import { MemberRow } from './MemberRow.tsx';
import { managesChat } from './roleRules.ts';

/** As many members' presence is watched, from the first on. */
const watched = 100;

export function MemberList({ chat }: { readonly chat: ChatSummary }): JSX.Element {
  const [adding, setAdding] = useState(false);
  const now = useNow();
  const { value: members, failure, again } = useMembers(chat.chatId);
  const { limit, sentinel } = useGrowingLimit(chat.chatId, members?.length ?? 0);
  const shown = members?.slice(0, limit) ?? [];
  const presence = usePresence(shown.slice(0, watched).map((member) => member.userId));

  return (
    <Section
      title="Members"
      {...(managesChat(chat.type, chat.role)
        ? {
            action: (
              <Button kind="quiet" icon="add-person" onClick={() => setAdding(true)}>
                Add
              </Button>
            ),
          }
        : {})}
    >
      {members === undefined && failure === undefined && <RowSkeletons count={Math.min(chat.memberCount, 6)} />}
      {members === undefined && failure !== undefined && (
        <Row
          icon="warning"
          title="The members cannot be shown"
          detail={errorText(failure)}
          end={<Button onClick={again}>Try again</Button>}
        />
      )}
      <ul>
        {shown.map((member) => (
          <li key={member.userId}>
            <MemberRow chat={chat} member={member} presence={presence(member.userId)} now={now} />
          </li>
        ))}
      </ul>
      <div ref={sentinel} />
      {adding && members !== undefined && <AddMembersDialog chat={chat} members={members} onClose={() => setAdding(false)} />}
    </Section>
  );
}
