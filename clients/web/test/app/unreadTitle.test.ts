import { expect, it } from 'vitest';
import { unreadTitle } from '../../src/app/unreadTitle.ts';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';

it('the window counts the unread messages of all chats', async () => {
  const chats = await new FakeChat(demoWorld(() => 0)).chats();
  expect(unreadTitle(chats.map((chat, at) => ({ ...chat, unread: at === 0 ? 2 : at === 1 ? 3 : 0 })))).toBe('(5) Chat');
  expect(unreadTitle(chats.map((chat) => ({ ...chat, unread: 0 })))).toBe('Chat');
  expect(unreadTitle(chats.map((chat) => ({ ...chat, unread: 400 })))).toBe('(999+) Chat');
});
