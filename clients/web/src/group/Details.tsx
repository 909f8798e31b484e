import type { JSX } from 'preact';
import { useChat } from '../app/useChat.ts';
import { IconButton } from '../design/IconButton.tsx';
import { RowSkeletons } from '../design/RowSkeletons.tsx';
import { GroupDetails } from './GroupDetails.tsx';
import { PersonDetails } from './PersonDetails.tsx';
import './Details.css';

export interface DetailsProps {
  readonly chatId: string;
  readonly onClose: () => void;
}

/** Who is in a chat and what can be done about it. */
export function Details({ chatId, onClose }: DetailsProps): JSX.Element {
  const chat = useChat(chatId);
  return (
    <div class="details">
      <header class="details-bar">
        <IconButton icon="back" label="Back to the conversation" class="details-back" onClick={onClose} />
        <h1>
          {chat === undefined || chat === 'missing'
            ? 'Details'
            : { direct: 'Person', group: 'Group', channel: 'Channel' }[chat.type]}
        </h1>
        <IconButton icon="close" label="Close the details" class="details-close" onClick={onClose} />
      </header>
      <div class="details-scroll">
        {chat === undefined && <RowSkeletons count={3} />}
        {chat === 'missing' && <p class="details-missing">There is no such chat on this device.</p>}
        {chat !== undefined &&
          chat !== 'missing' &&
          (chat.type === 'direct' ? <PersonDetails chat={chat} /> : <GroupDetails chat={chat} />)}
      </div>
    </div>
  );
}
