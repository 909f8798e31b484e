import { Component, type ComponentChildren } from 'preact';
import { Avatar } from '../design/Avatar.tsx';
import { Bubble } from './Bubble.tsx';
import { describeMessage } from './describeMessage.ts';
import type { MessageRow } from './rows.ts';

export interface MessageRowViewProps {
  readonly row: MessageRow;
  /** In groups and channels, whose members have to be told apart. */
  readonly group: boolean;
  readonly senderName: string;
  readonly listWidth: number;
}

/** One message of the list. Drawn again only when something about it changed: scrolling passes by hundreds of them. */
export class MessageRowView extends Component<MessageRowViewProps> {
  override shouldComponentUpdate(next: MessageRowViewProps): boolean {
    const now = this.props;
    return (
      next.row !== now.row || next.senderName !== now.senderName || next.group !== now.group || next.listWidth !== now.listWidth
    );
  }

  override render({ row, group, senderName, listWidth }: MessageRowViewProps): ComponentChildren {
    const { message, first, last } = row;
    const others = group && !message.own;
    return (
      <div
        class={`message ${message.own ? 'message-own' : 'message-other'}${first ? ' message-first' : ''}${last ? ' message-last' : ''}`}
        role="article"
        aria-label={describeMessage(message, senderName)}
        data-row={row.key}
        data-seq={message.seq}
        tabIndex={-1}
      >
        {others && (
          <div class="message-avatar">{last && <Avatar id={message.from} name={senderName || undefined} size={30} />}</div>
        )}
        <Bubble message={message} name={others && first ? senderName : undefined} tail={last} listWidth={listWidth} />
      </div>
    );
  }
}
