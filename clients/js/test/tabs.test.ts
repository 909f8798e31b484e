import { beforeEach, describe, expect, test } from 'vitest';
import type { ChatClient } from '../src/api.ts';
import { settle } from './world/FakeClock.ts';
import type { FakeChat } from './world/FakeServer.ts';
import { countTo, texts, World, type Profile } from './world/World.ts';

describe('Two tabs of one device', () => {
  let world: World;
  let profile: Profile;
  let first: ChatClient;
  let second: ChatClient;
  let chat: FakeChat;
  let bert = '';
  beforeEach(async () => {
    world = new World();
    ({ bert, chat } = world.pair());
    profile = world.profile();
    first = await world.signIn('anna', profile);
    second = await world.open(profile);
  });

  test('have one connection and the same messages', async () => {
    const changed: string[] = [];
    second.on('changes', ({ messages }) => changed.push(...messages));
    world.server.write(chat, bert, 'hello');
    await settle();

    expect(world.server.connections.size).toBe(1);
    expect(second.connection.state).toBe('online');
    expect(changed).toEqual([chat.chatId]);
    expect(await texts(second, chat.chatId)).toEqual(['hello']);
    expect(second.knownUser(bert)?.displayName).toBe('BERT');
  });

  test('send, read and type through the one that is connected', async () => {
    const bertClient = await world.signIn('bert');
    await second.send(chat.chatId, { text: 'from the second' });
    await settle();
    second.typing(chat.chatId, true);
    await settle();
    expect(await texts(bertClient, chat.chatId)).toEqual(['from the second']);
    expect(bertClient.typists(chat.chatId)).toEqual([first.session.userId]);
    expect(await texts(first, chat.chatId)).toEqual(['from the second']);

    await bertClient.send(chat.chatId, { text: 'answer' });
    await settle();
    second.markRead(chat.chatId, 2);
    await world.clock.advance(600);
    expect(chat.members.get(first.session.userId)?.read).toBe(2);
    expect((await first.chat(chat.chatId))?.unread).toBe(0);
  });

  test('take back what one of them has written', async () => {
    profile.network.set(false);
    await settle();
    const { id } = await second.send(chat.chatId, { text: 'no' });
    await settle();
    const cancelled = second.cancel(chat.chatId, id);
    await settle();
    expect(await cancelled).toBe(true);
    expect(await texts(first, chat.chatId)).toEqual([]);
  });

  test('go on with the other one when the connected one closes', async () => {
    second.watch([bert]);
    second.open(chat.chatId);
    await settle();
    await first.close();
    await settle();
    expect(world.server.connections.size).toBe(1);
    expect(second.connection.state).toBe('online');
    expect(second.presence(bert)).toMatchObject({ online: false });

    world.server.write(chat, bert, 'still there');
    await settle();
    expect(await texts(second, chat.chatId)).toEqual(['still there']);
    expect(world.server.log.filter((call) => call === 'OpenChat')).toHaveLength(2);
  });

  test('send what the closed one left in the outbox', async () => {
    profile.network.set(false);
    await settle();
    await first.send(chat.chatId, { text: 'left behind' });
    await first.close();
    profile.network.set(true);
    await settle();
    expect(chat.messages).toHaveLength(1);
    expect((await second.messages(chat.chatId, { limit: 5 })).messages).toMatchObject([{ text: 'left behind', state: 'sent' }]);
  });

  test('watch together, each what its screen shows', async () => {
    const carl = world.server.user('carl');
    first.watch([bert]);
    const end = second.watch([carl]);
    await settle();
    expect(first.presence(bert)).toBeDefined();
    expect(first.presence(carl)).toBeDefined();

    end();
    await settle();
    expect(first.presence(carl)).toBeUndefined();
    expect(world.server.log.filter((call) => call === 'UnwatchPresence')).toHaveLength(1);
    await second.close();
    await settle();
    expect(first.presence(bert)).toBeDefined();
  });

  test('refresh the token once', async () => {
    await world.clock.advance(world.server.tokenLife * 1_000);
    world.server.log.length = 0;
    await Promise.all([first.devices(), second.devices()]);
    expect(world.server.log.filter((call) => call.endsWith('/refresh')).length).toBeLessThanOrEqual(1);
    expect(first.connection.state).toBe('online');
  });

  test('are signed out together, and nothing stays behind', async () => {
    const ended: string[] = [];
    first.on('signedOut', ({ reason }) => ended.push(`first ${reason}`));
    second.on('signedOut', ({ reason }) => ended.push(`second ${reason}`));
    const signedOut = second.signOut();
    await settle();
    await signedOut;

    expect(ended.sort()).toEqual(['first signed-out', 'second signed-out']);
    expect(await profile.entrance.openChat({ edge: profile.edge })).toBeUndefined();
    const left = (await indexedDB.databases()).map(({ name }) => name);
    expect(left).toEqual(['chat-session']);
    expect(world.server.connections.size).toBe(0);
  });

  test('see one page of the past that one of them fetched', async () => {
    for (const text of countTo(120)) world.server.write(chat, bert, text);
    const third = await world.signIn('anna');
    const page = await third.messages(chat.chatId, { limit: 30, before: 71, wait: true });
    expect(page.messages.map(({ text }) => text)).toEqual(countTo(70, 41));
  });
});
