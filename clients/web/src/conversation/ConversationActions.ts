import type { Attachment, ChatMessage } from '@chat/client';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What can be done to a message, from wherever it is shown. */
export interface ConversationActions {
  retry(message: ChatMessage): void;
  /** Takes one that is not sent yet out of the outbox. */
  remove(message: ChatMessage): void;
  /** Opens its menu at that place of the page. */
  menu(message: ChatMessage, at: { readonly x: number; readonly y: number }): void;
  /** Saves it among the user's downloads. */
  save(attachment: Attachment): void;
  /** Shows one of its pictures in full. */
  view(message: ChatMessage, mediaId: string): void;
}

export const ConversationActionsContext = createContext<ConversationActions | undefined>(undefined);

export function useConversationActions(): ConversationActions {
  const actions = useContext(ConversationActionsContext);
  if (actions === undefined) throw new Error('useConversationActions is called outside of a conversation');
  return actions;
}
