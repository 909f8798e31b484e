import type { ChatSummary } from '@chat/client';
import { chatTitle } from '../app/chatTitle.ts';

/** The chats in whose name, or whose person's user name, every word of the search begins a word; all for an empty search. */
export function matchingChats(chats: readonly ChatSummary[], search: string): readonly ChatSummary[] {
  const wanted = words(search);
  if (wanted.length === 0) return chats;
  return chats.filter((chat) => {
    const has = words(`${chatTitle(chat) ?? ''} ${chat.peer?.userName ?? ''}`);
    return wanted.every((word) => has.some((other) => other.startsWith(word)));
  });
}

/** In small letters and without accents: "jose" finds "José". */
function words(text: string): readonly string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}_.-]+/u)
    .filter((word) => word !== '');
}
