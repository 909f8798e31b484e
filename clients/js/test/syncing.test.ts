import { beforeEach, describe, expect, test } from 'vitest';
import { settle } from './world/FakeClock.ts';
import { countTo, texts, World } from './world/World.ts';

describe('A device', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  test('that is new has the newest messages of each chat, and fetches earlier ones when they are looked at', async () => {
    const { anna, bert, chat } = world.pair();
    for (const text of countTo(200)) world.server.write(chat, bert, text);
    const client = await world.signIn('anna');

    expect(await texts(client, chat.chatId)).toEqual(countTo(200, 151));
    expect(world.server.log.filter((call) => call.includes('/messages'))).toEqual([]);

    const page = await client.messages(chat.chatId, { limit: 50, before: 151, wait: true });
    expect(page.messages.map(({ text }) => text)).toEqual(countTo(150, 101));
    expect(page.more).toBe(true);
    expect((await client.chat(chat.chatId))?.unread).toBe(200);
    expect((await client.chat(chat.chatId))?.peer).toMatchObject({ userId: bert, displayName: 'BERT' });
    expect(client.session.userId).toBe(anna);
  });

  test('that was away replays in order what it missed', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    world.server.write(chat, bert, '1');
    await settle();
    world.server.drop();
    for (const text of countTo(30, 2)) world.server.write(chat, bert, text);
    await world.clock.advance(1_000);

    expect(await texts(client, chat.chatId)).toEqual(countTo(30));
    expect((await client.chat(chat.chatId))?.unread).toBe(30);
  });

  test('asks for what is missing before a message that came', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    world.server.losePushes = true;
    world.server.write(chat, bert, '1');
    world.server.losePushes = false;
    world.server.write(chat, bert, '2');
    await world.clock.advance(10);

    expect(await texts(client, chat.chatId)).toEqual(['1', '2']);
  });

  test('asks for the newest where a heartbeat says that a push was lost', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    world.server.losePushes = true;
    world.server.write(chat, bert, '1');
    await settle();
    expect(await texts(client, chat.chatId)).toEqual([]);

    await world.clock.advance(33_000);
    expect(await texts(client, chat.chatId)).toEqual(['1']);
  });

  test('has each message once, however often it comes', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    const message = world.server.write(chat, bert, '1');
    world.server.push(chat, 'Message', message);
    world.server.push(chat, 'Message', message);
    await settle();

    expect(await texts(client, chat.chatId)).toEqual(['1']);
    expect((await client.chat(chat.chatId))?.unread).toBe(1);
  });

  test('goes past seqs that do not exist for its user', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    chat.hidden.add(1);
    world.server.losePushes = true;
    world.server.write(chat, bert, 'hidden');
    world.server.losePushes = false;
    world.server.write(chat, bert, '2');
    await world.clock.advance(10);

    expect(await texts(client, chat.chatId)).toEqual(['2']);
    const syncs = world.server.log.filter((call) => call.startsWith('Sync')).length;
    await world.clock.advance(20_000);
    expect(world.server.log.filter((call) => call.startsWith('Sync')).length).toBe(syncs);
  });

  test('learns of a chat that is created while it is connected, and shows what is written there', async () => {
    const [anna, bert] = [world.server.user('anna'), world.server.user('bert')];
    const client = await world.signIn('anna');
    const heard: string[] = [];
    client.on('message', ({ text }) => heard.push(text));
    const chat = world.server.chat('direct', [bert, anna]);
    world.server.write(chat, bert, 'hello');
    await world.clock.advance(10);

    expect(await texts(client, chat.chatId)).toEqual(['hello']);
    expect((await client.chats()).map(({ peer }) => peer?.displayName)).toEqual(['BERT']);
    world.server.write(chat, bert, 'again');
    await settle();
    expect(heard).toEqual(['hello', 'again']);
  });

  test('keeps events to itself', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    world.server.write(chat, bert, 'text');
    world.server.write(chat, bert, 'a reaction', 'event');
    await settle();

    expect(await texts(client, chat.chatId)).toEqual(['text']);
    expect(await client.chat(chat.chatId)).toMatchObject({ unread: 1, lastSeq: 2, lastMessage: { text: 'text' } });
  });

  test('loses a chat that its user was removed from while it was away', async () => {
    const [anna, bert] = [world.server.user('anna'), world.server.user('bert')];
    const chat = world.server.chat('group', [bert, anna], 'us');
    const client = await world.signIn('anna');
    world.server.drop();
    chat.members.delete(anna);
    await world.clock.advance(1_000);

    expect((await client.chats())[0]?.left).toBe(true);
    await expect(client.send(chat.chatId, { text: 'no' })).rejects.toMatchObject({ code: 'not-a-member' });
  });
});
