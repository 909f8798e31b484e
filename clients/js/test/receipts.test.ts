import { beforeEach, describe, expect, test } from 'vitest';
import { settle } from './world/FakeClock.ts';
import { countTo, World } from './world/World.ts';

describe('Receipts', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  test('give an own message its ticks', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    await client.send(chat.chatId, { text: 'hello' });
    await settle();
    const state = async () => (await client.messages(chat.chatId, { limit: 1 })).messages[0]?.state;
    expect(await state()).toBe('sent');

    world.server.receipt(chat, bert, 'DELIVERED', 1);
    await settle();
    expect(await state()).toBe('delivered');
    world.server.receipt(chat, bert, 'READ', 1);
    await settle();
    expect(await state()).toBe('read');
    expect((await client.chats())[0]?.lastMessage?.state).toBe('read');
  });

  test('move the ticks of a direct chat also before it is known who the other one is', async () => {
    const { anna, bert, chat } = world.pair();
    world.server.write(chat, anna, 'hello');
    world.server.receipt(chat, bert, 'READ', 1);
    world.server.loseAnswers.push(/members/);
    const client = await world.signIn('anna');
    await settle();
    const state = async () => (await client.messages(chat.chatId, { limit: 5 })).messages[0]?.state;
    await state();
    await settle();
    expect(world.server.log.some((call) => call.includes('/receipts'))).toBe(true);

    expect(await state()).toBe('read');
  });

  test('of all others make the ticks of a group', async () => {
    const [anna, bert, carl] = ['anna', 'bert', 'carl'].map((name) => world.server.user(name)) as [string, string, string];
    const chat = world.server.chat('group', [anna, bert, carl], 'us');
    const client = await world.signIn('anna');
    await client.send(chat.chatId, { text: 'hello' });
    await settle();
    const state = async () => (await client.messages(chat.chatId, { limit: 1 })).messages[0]?.state;

    await state();
    await settle();
    world.server.receipt(chat, bert, 'READ', 1);
    await settle();
    expect(await state()).toBe('sent');
    world.server.receipt(chat, carl, 'DELIVERED', 1);
    await settle();
    expect(await state()).toBe('delivered');
  });

  test('that were missed are asked for', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    await client.send(chat.chatId, { text: 'hello' });
    await settle();
    await client.messages(chat.chatId, { limit: 1 });
    await settle();
    world.server.losePushes = true;
    world.server.drop();
    world.server.receipt(chat, bert, 'READ', 1);
    await world.clock.advance(1_000);

    expect((await client.messages(chat.chatId, { limit: 1 })).messages[0]?.state).toBe('read');
  });

  test('are claimed by themselves for what arrived, and for what was read when told', async () => {
    const { anna, bert, chat } = world.pair();
    const client = await world.signIn('anna');
    for (const text of countTo(3)) world.server.write(chat, bert, text);
    await world.clock.advance(600);
    expect(chat.members.get(anna)).toMatchObject({ delivered: 3, read: 0 });

    client.markRead(chat.chatId, 2);
    await settle();
    expect((await client.chat(chat.chatId))?.unread).toBe(1);
    await world.clock.advance(600);
    expect(chat.members.get(anna)).toMatchObject({ delivered: 3, read: 2 });
  });

  test('are claimed later where there was no connection', async () => {
    const { anna, bert, chat } = world.pair();
    const profile = world.profile();
    const client = await world.signIn('anna', profile);
    world.server.write(chat, bert, '1');
    await settle();
    profile.network.set(false);
    await settle();
    client.markRead(chat.chatId, 1);
    await settle();
    await client.close();
    profile.network.set(true);
    await world.open(profile);
    await world.clock.advance(1_000);

    expect(chat.members.get(anna)).toMatchObject({ read: 1 });
  });

  test('of another device of the same user take the unread count down', async () => {
    const { bert, chat } = world.pair();
    const [phone, laptop] = [await world.signIn('anna'), await world.signIn('anna')];
    for (const text of countTo(5)) world.server.write(chat, bert, text);
    await settle();
    expect((await phone.chat(chat.chatId))?.unread).toBe(5);

    laptop.markRead(chat.chatId, 4);
    await world.clock.advance(600);
    expect(await phone.chat(chat.chatId)).toMatchObject({ unread: 1, readSeq: 4 });
  });

  test('count unread messages that are not on this device by the server, and then by what is here', async () => {
    const { bert, chat } = world.pair();
    for (const text of countTo(300)) world.server.write(chat, bert, text);
    const client = await world.signIn('anna');
    expect((await client.chat(chat.chatId))?.unread).toBe(300);
    world.server.write(chat, bert, '301');
    await settle();
    expect((await client.chat(chat.chatId))?.unread).toBe(301);

    client.markRead(chat.chatId, 100);
    await world.clock.advance(1_000);
    expect((await client.chat(chat.chatId))?.unread).toBe(201);
    client.markRead(chat.chatId, 290);
    await settle();
    expect((await client.chat(chat.chatId))?.unread).toBe(11);
  });
});
