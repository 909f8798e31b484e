import type { Attachment, ChatClient, ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { errorText, toChatError } from '../app/errors.ts';
import { saveBlob } from '../attachments/saveBlob.ts';
import { toast } from '../design/Toast.tsx';
import type { PictureViewerProps } from '../viewer/PictureViewer.tsx';
import { viewedPictures } from '../viewer/viewedPictures.ts';
import type { ConversationActions } from './ConversationActions.ts';
import type { ConversationFeed } from './ConversationFeed.ts';
import type { OpenMenu } from './MessageMenu.tsx';

export interface OfferedActions {
  readonly actions: ConversationActions;
  readonly menu: OpenMenu | undefined;
  readonly closeMenu: () => void;
  readonly viewer: JSX.Element | undefined;
}

interface OpenViewer {
  readonly component: (props: PictureViewerProps) => JSX.Element | null;
  readonly mediaId: string;
}

/** What can be done to the messages of one chat, and what that opens. */
export function useActions(client: ChatClient, chatId: string, feed: ConversationFeed): OfferedActions {
  const [menu, setMenu] = useState<OpenMenu | undefined>(undefined);
  const [viewer, setViewer] = useState<OpenViewer | undefined>(undefined);

  const actions = useMemo<ConversationActions>(() => {
    const run = (work: Promise<unknown>): void => {
      work.catch((error: unknown) => toast(errorText(toChatError(error)), { wrong: true }));
    };
    return {
      retry: (message) => run(client.retry(chatId, message.id)),
      remove: (message) => run(remove(client, chatId, message)),
      save: (attachment) => run(save(client, attachment)),
      menu: (message, at) => setMenu({ message, ...at }),
      // Fetched when it is wanted for the first time.
      view: (_, mediaId) =>
        run(import('../viewer/PictureViewer.tsx').then(({ PictureViewer }) => setViewer({ component: PictureViewer, mediaId }))),
    };
  }, [client, chatId]);

  const Viewer = viewer?.component;
  const messages = feed.rows.peek().flatMap((row) => (row.kind === 'message' ? [row.message] : []));
  return {
    actions,
    menu,
    closeMenu: () => setMenu(undefined),
    viewer:
      Viewer === undefined || viewer === undefined ? undefined : (
        <Viewer pictures={viewedPictures(messages)} mediaId={viewer.mediaId} onClose={() => setViewer(undefined)} />
      ),
  };
}

async function remove(client: ChatClient, chatId: string, message: ChatMessage): Promise<void> {
  if (!(await client.cancel(chatId, message.id))) toast('It has just been sent.');
}

async function save(client: ChatClient, attachment: Attachment): Promise<void> {
  saveBlob(await client.media(attachment), attachment.name);
}
