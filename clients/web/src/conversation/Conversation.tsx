import type { OutgoingFile } from '@chat/client';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { AttachmentDraft } from '../attachments/AttachmentDraft.ts';
import { prepareFile } from '../attachments/prepareFile.ts';
import { refusalText } from '../attachments/refusalText.ts';
import { Composer, type ComposerHandle, type Unsent } from '../composer/Composer.tsx';
import { splitText } from '../composer/textLimit.ts';
import { whyReadOnly } from '../composer/canWrite.ts';
import { Icon } from '../design/Icon.tsx';
import { toast } from '../design/Toast.tsx';
import { Announcer } from './Announcer.tsx';
import { ConversationActionsContext } from './ConversationActions.ts';
import { ConversationFeed } from './ConversationFeed.ts';
import { ConversationHeader } from './ConversationHeader.tsx';
import { openingBegins } from './measureOpening.ts';
import { MessageList } from './MessageList.tsx';
import { MessageMenu } from './MessageMenu.tsx';
import { useActions } from './useActions.tsx';
import { useDropTarget } from './useDropTarget.ts';
import type { VirtualList } from './VirtualList.tsx';
import './conversation.css';

export interface ConversationProps {
  readonly chatId: string;
  readonly onBack: () => void;
  readonly onDetails: () => void;
}

/** One chat: what was said, and the place to write. Its key is the chat's id: another chat is another conversation. */
export function Conversation({ chatId, onBack, onDetails }: ConversationProps): JSX.Element {
  const client = useClient();
  const list = useRef<VirtualList>(null);
  const composer = useRef<ComposerHandle>(null);
  const [feed] = useState(() => {
    openingBegins();
    return new ConversationFeed(client, chatId, toChatError);
  });
  const [files] = useState(
    () =>
      new AttachmentDraft(prepareFile, (error) => {
        toChatError(error);
        toast('That file could not be read.', { wrong: true });
      }),
  );
  const [notice, setNotice] = useState<string | undefined>(undefined);
  const [missing, setMissing] = useState(false);
  const { actions, menu, closeMenu, viewer } = useActions(client, chatId, feed);

  useLayoutEffect(() => {
    feed.open().then(
      () => setMissing(feed.chat.peek() === undefined),
      (error: unknown) => {
        toChatError(error);
        setMissing(true);
      },
    );
    return () => feed.close();
  }, []);

  const addFiles = (added: readonly File[]): void => {
    const refusal = files.add(added);
    setNotice(refusal === undefined ? undefined : refusalText(refusal));
    composer.current?.focus();
  };
  const send = async (text: string, attached: readonly OutgoingFile[]): Promise<Unsent | undefined> => {
    feed.dismissUnread();
    feed.toNewest().then(() => list.current?.scrollToEnd(), toChatError);
    // Only the first of several parts carries the files: the rest of a very long text follows it.
    const parts = text === '' ? [''] : splitText(text);
    for (const [i, part] of parts.entries()) {
      try {
        await client.send(chatId, { text: part, ...(i === 0 && attached.length > 0 && { files: attached }) });
      } catch (error) {
        toast(errorText(toChatError(error)), { wrong: true });
        return { text: parts.slice(i).join('\n'), files: i === 0 };
      }
    }
    return undefined;
  };

  const chat = feed.chat.value;
  const opened = feed.opened.value;
  const readOnly = chat === undefined ? undefined : whyReadOnly(chat);
  const drop = useDropTarget(chat !== undefined && readOnly === undefined, addFiles);
  const name = chat?.title ?? chat?.peer?.displayName ?? '';

  return (
    <ConversationActionsContext.Provider value={actions}>
      <section class="conversation" aria-label={name === '' ? 'Conversation' : `Conversation with ${name}`} {...drop.handlers}>
        <ConversationHeader chatId={chatId} chat={chat} onBack={onBack} onDetails={onDetails} />
        {missing && <p class="conversation-missing">This chat is not here any more.</p>}
        {opened && chat !== undefined && (
          <MessageList feed={feed} chat={chat} name={name} list={list} onLeave={() => composer.current?.focus()} />
        )}
        {!opened && !missing && <div class="message-area" />}
        {readOnly !== undefined ? (
          <p class="composer-closed">{readOnly}</p>
        ) : (
          opened &&
          chat !== undefined && (
            <Composer
              draft={chat.draft ?? ''}
              files={files}
              notice={notice}
              onNotice={setNotice}
              onFiles={addFiles}
              onSend={send}
              onTyping={(typing) => client.typing(chatId, typing)}
              onDraft={(text) => client.setDraft(chatId, text)}
              handle={composer}
            />
          )
        )}
        <Announcer chatId={chatId} />
        {drop.over && (
          <div class="conversation-drop">
            <Icon name="attach" size={30} />
            Drop files to send them
          </div>
        )}
        {menu !== undefined && <MessageMenu {...menu} actions={actions} onClose={closeMenu} />}
        {viewer}
      </section>
    </ConversationActionsContext.Provider>
  );
}
