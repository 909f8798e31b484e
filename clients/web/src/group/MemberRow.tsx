import type { ChatSummary, Member, Presence, Role } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { navigate } from '../app/routing.ts';
import { useUser } from '../app/useUser.ts';
import { Avatar } from '../design/Avatar.tsx';
import { Confirm } from '../design/Confirm.tsx';
import type { IconName } from '../design/Icon.tsx';
import { Menu, type MenuItem } from '../design/Menu.tsx';
import { Row } from '../design/Row.tsx';
import { toast } from '../design/Toast.tsx';
import { presenceText } from '../presence/presenceText.ts';
import { memberActs, roleText } from './roleRules.ts';
import './MemberRow.css';

export interface MemberRowProps {
  readonly chat: ChatSummary;
  readonly member: Member;
  readonly presence: Presence | undefined;
  readonly now: number;
}

const roleActs: Record<Role, readonly [label: string, icon: IconName]> = {
  admin: ['Make admin', 'shield'],
  member: ['Take admin role away', 'person'],
  owner: ['Hand ownership over', 'shield'],
};

export function MemberRow({ chat, member, presence, now }: MemberRowProps): JSX.Element {
  const client = useClient();
  const user = useUser(member.userId);
  const [asked, setAsked] = useState<'remove' | 'owner' | undefined>(undefined);
  const self = member.userId === client.session.userId;
  const acts = memberActs(chat.role, member.role, self);
  const name = user?.displayName ?? 'Unknown';
  const what = chat.type === 'channel' ? 'channel' : 'group';

  const changeRole = (role: Role): Promise<void> => client.changeRole(chat.chatId, member.userId, role);
  const tried = (act: Promise<unknown>): void => {
    act.catch((error: unknown) => toast(errorText(toChatError(error)), { wrong: true }));
  };
  const items: MenuItem[] = [
    {
      label: `Message ${name.split(' ')[0] ?? name}`,
      icon: 'compose',
      onSelect: () =>
        tried(client.createDirect(member.userId).then(({ chatId }) => navigate({ screen: 'chat', chatId, details: false }))),
    },
    ...acts.roles.map((role): MenuItem => {
      const [label, icon] = roleActs[role];
      return { label, icon, onSelect: () => (role === 'owner' ? setAsked('owner') : tried(changeRole(role))) };
    }),
    ...(acts.remove
      ? [{ label: `Remove from the ${what}`, icon: 'leave', danger: true, onSelect: () => setAsked('remove') } as const]
      : []),
  ];
  const role = roleText(member.role);

  return (
    <>
      <Row
        lead={<Avatar id={member.userId} name={user?.displayName} size={40} online={!self && presence?.online === true} />}
        title={self ? `${name} (you)` : name}
        detail={self ? user?.userName : (presenceText(presence, now) ?? user?.userName)}
        end={
          <>
            {role !== undefined && <span class={`member-role member-${member.role}`}>{role}</span>}
            {self ? <span class="member-no-menu" /> : <Menu label={`What to do with ${name}`} items={items} />}
          </>
        }
      />
      {asked === 'remove' && (
        <Confirm
          title={`Remove ${name}?`}
          confirm="Remove"
          act={() => client.removeMember(chat.chatId, member.userId)}
          onClose={() => setAsked(undefined)}
        >
          <p>They get no more messages of “{chat.title}”. What they have they keep.</p>
        </Confirm>
      )}
      {asked === 'owner' && (
        <Confirm
          title={`Make ${name} the owner?`}
          confirm="Hand over"
          act={() => changeRole('owner')}
          onClose={() => setAsked(undefined)}
        >
          <p>You become an admin. Only the new owner can give the {what} back to you.</p>
        </Confirm>
      )}
    </>
  );
}
