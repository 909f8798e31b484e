import { expect, it } from 'vitest';
import { matchingChats } from '../../src/chatList/matchingChats.ts';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';

async function found(search: string): Promise<readonly string[]> {
  const chats = await new FakeChat(demoWorld(() => 0)).chats();
  return matchingChats(chats, search).map((chat) => chat.title ?? chat.peer?.displayName ?? '');
}

it('finds a chat by the beginning of any word of its name', async () => {
  expect(await found('reno')).toEqual(['Kitchen renovation']);
  expect(await found('hik sun')).toEqual(['Sunday hikes']);
});

it('finds a name with accents by its letters without, and the other way round', async () => {
  expect(await found('lucia')).toEqual(['Lucía Ferrer']);
  expect(await found('LUCÍA')).toEqual(['Lucía Ferrer']);
});

it('finds nothing in the middle of a word', async () => {
  expect(await found('ucia')).toEqual([]);
});
