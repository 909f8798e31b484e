import type { JSX } from 'preact';
import { NewDirectChat } from './NewDirectChat.tsx';
import { NewGroup } from './NewGroup.tsx';
import type { NewChatWish } from './newChatOpen.ts';

/** The dialog that begins a chat. */
export function NewChat({ kind, userName }: NewChatWish): JSX.Element {
  return kind === 'person' ? <NewDirectChat userName={userName} /> : <NewGroup key={kind} type={kind} />;
}
