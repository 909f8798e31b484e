import { ChatError, type OpenChat, type SignIn, type SignUp } from '@chat/client';
import { addConversations } from './demoConversations.ts';
import { demoWorld } from './demoWorld.ts';
import { FakeChat } from './FakeChat.ts';

declare global {
  interface Window {
    /** For whoever looks at the demo, to act as the others do. */
    demoChat?: FakeChat;
  }
}

function enter(): FakeChat {
  sessionStorage.setItem('demo', 'in');
  const world = demoWorld(() => Date.now());
  const chat = new FakeChat(location.search.includes('empty') ? { ...world, rooms: [] } : world);
  chat.on('signedOut', () => sessionStorage.removeItem('demo'));
  if (!location.search.includes('empty')) addConversations(chat, Date.now());
  window.demoChat = chat;
  return chat;
}

// `?out` shows the page of those who are not signed in.
export const openChat: OpenChat = () =>
  Promise.resolve(location.search.includes('out') && sessionStorage.getItem('demo') === null ? undefined : enter());

export const signIn: SignIn = ({ password }) =>
  password === 'wrong' ? Promise.reject(new ChatError('bad-credentials', 'no such name and password')) : Promise.resolve(enter());

export const signUp: SignUp = ({ userName }) =>
  userName === 'jonas' ? Promise.reject(new ChatError('user-name-taken', 'taken')) : Promise.resolve(enter());
