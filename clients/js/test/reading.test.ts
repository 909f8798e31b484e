import { beforeEach, describe, expect, test } from 'vitest';
import type { ChatClient, Page } from '../src/api.ts';
import { settle } from './world/FakeClock.ts';
import type { FakeChat } from './world/FakeServer.ts';
import { countTo, World, type Profile } from './world/World.ts';

describe('Pages of a conversation', () => {
  let world: World;
  let profile: Profile;
  let client: ChatClient;
  let chat: FakeChat;
  let bert = '';
  beforeEach(async () => {
    world = new World();
    ({ bert, chat } = world.pair());
    for (const text of countTo(400)) world.server.write(chat, bert, text);
    profile = world.profile();
    client = await world.signIn('anna', profile);
  });
  const lines = ({ messages }: Page) => messages.map(({ text }) => text);
  const fetched = () => world.server.log.filter((call) => call.includes('/messages?')).length;

  test('go back to the first message, and no further', async () => {
    const all: string[] = [];
    for (let page = await client.messages(chat.chatId, { limit: 70, wait: true }); ;) {
      all.unshift(...lines(page));
      if (!page.more) break;
      page = await client.messages(chat.chatId, { limit: 70, before: page.messages[0]!.seq!, wait: true });
    }
    expect(all).toEqual(countTo(400));

    const before = fetched();
    expect(lines(await client.messages(chat.chatId, { limit: 400 }))).toEqual(countTo(400));
    expect(fetched()).toBe(before);
  });

  test('come from the store at once, and what it lacks is announced', async () => {
    const page = await client.messages(chat.chatId, { limit: 80 });
    expect(lines(page)).toEqual(countTo(400, 351));
    expect(page.more).toBe(true);
    const changed: string[] = [];
    client.on('changes', ({ messages }) => changed.push(...messages));
    await settle();
    expect(changed).toEqual([chat.chatId]);
    expect(lines(await client.messages(chat.chatId, { limit: 80 }))).toEqual(countTo(400, 321));
  });

  test('around an old message are whole, and go on in both directions to the end', async () => {
    const page = await client.messages(chat.chatId, { limit: 40, around: 100, wait: true });
    expect(lines(page)).toEqual(countTo(119, 80));
    expect(page).toMatchObject({ more: true, newer: true });

    let last = page;
    const after: string[] = [];
    while (last.newer) {
      last = await client.messages(chat.chatId, { limit: 90, after: last.messages.at(-1)!.seq!, wait: true });
      after.push(...lines(last));
    }
    expect(after).toEqual(countTo(400, 120));
    const older = await client.messages(chat.chatId, { limit: 30, before: 80, wait: true });
    expect(lines(older)).toEqual(countTo(79, 50));
  });

  test('around the newest message end with what waits', async () => {
    profile.network.set(false);
    await settle();
    await client.send(chat.chatId, { text: 'mine' });
    const page = await client.messages(chat.chatId, { limit: 20, around: 395 });
    expect(lines(page)).toEqual([...countTo(400, 385), 'mine']);
    expect(page.newer).toBe(false);
  });

  test('never show a hole as if there were nothing', async () => {
    await client.messages(chat.chatId, { limit: 50, around: 100, wait: true });
    const page = await client.messages(chat.chatId, { limit: 100 });
    expect(lines(page)).toEqual(countTo(400, 351));
    expect(page.more).toBe(true);
    const hole = await client.messages(chat.chatId, { limit: 100, before: 130 });
    expect(hole).toMatchObject({ messages: [], more: true, newer: true });
  });

  test('that are not here and cannot be had say so', async () => {
    world.server.unreachable = true;
    await expect(client.messages(chat.chatId, { limit: 20, before: 100, wait: true })).rejects.toMatchObject({ code: 'offline' });
    expect(lines(await client.messages(chat.chatId, { limit: 100, wait: true }))).toEqual(countTo(400, 351));
  });

  test('begin where the user joined', async () => {
    const [carl, dora] = [world.server.user('carl'), world.server.user('dora')];
    const group = world.server.chat('group', [carl, dora], 'late');
    for (const text of countTo(20)) world.server.write(group, carl, text);
    group.members.get(dora)!.firstSeq = 11;
    const late = await world.signIn('dora');
    const page = await late.messages(group.chatId, { limit: 50, wait: true });
    expect(lines(page)).toEqual(countTo(20, 11));
    expect(page.more).toBe(false);
  });
});
