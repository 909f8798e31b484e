import type { ChatSummary } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { Avatar } from '../design/Avatar.tsx';
import { Confirm } from '../design/Confirm.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { Row } from '../design/Row.tsx';
import { Section } from '../design/Section.tsx';
import { memberCountText } from './memberCountText.ts';
import { MemberList } from './MemberList.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { managesChat } from './roleRules.ts';

/** A group or channel: name, members, leave. */
export function GroupDetails({ chat }: { readonly chat: ChatSummary }): JSX.Element {
  const client = useClient();
  const [asked, setAsked] = useState<'rename' | 'leave' | undefined>(undefined);
  const close = (): void => setAsked(undefined);
  const title = chat.title ?? 'Unknown';
  const left = chat.left === true;
  const what = chat.type === 'channel' ? 'channel' : 'group';
  return (
    <>
      <div class="details-head">
        <Avatar id={chat.chatId} name={chat.title} size={96} shape="group" />
        <div class="details-name">
          <h2>{title}</h2>
          {!left && managesChat(chat.type, chat.role) && (
            <IconButton icon="pencil" label={`Rename the ${what}`} size={18} onClick={() => setAsked('rename')} />
          )}
        </div>
        <p>{left ? `You are not a member of this ${what} any more` : memberCountText(chat)}</p>
      </div>
      {!left && (
        <>
          <MemberList chat={chat} />
          <Section>
            <Row icon="leave" title={`Leave the ${what}`} danger onClick={() => setAsked('leave')} />
          </Section>
        </>
      )}
      {asked === 'rename' && <RenameDialog chatId={chat.chatId} title={title} what={what} onClose={close} />}
      {asked === 'leave' && (
        <Confirm title={`Leave “${title}”?`} confirm="Leave" act={() => client.leave(chat.chatId)} onClose={close}>
          <p>
            You get no more messages of this {what}; what you have you can still read.
            {chat.role === 'owner' && chat.memberCount > 1 && ' The admin or member who has been here longest becomes its owner.'}
          </p>
        </Confirm>
      )}
    </>
  );
}
