import type { JSX } from 'preact';
import { NewDirectChat } from './NewDirectChat.tsx';
import { NewGroup } from './NewGroup.tsx';
import { newChatOpen } from './newChatOpen.ts';

/** The dialog that begins a chat, while it is asked for. */
export function NewChat(): JSX.Element | null {
  const open = newChatOpen.value;
  if (open === undefined) return null;
  return open.kind === 'person' ? <NewDirectChat userName={open.userName} /> : <NewGroup key={open.kind} type={open.kind} />;
}
