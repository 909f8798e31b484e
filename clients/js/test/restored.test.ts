import { beforeEach, describe, expect, test } from 'vitest';
import { settle } from './world/FakeClock.ts';
import type { FakeChat } from './world/FakeServer.ts';
import { countTo, texts, World } from './world/World.ts';

/** The server's database was restored: the last ten messages are gone from it, and it numbers on far beyond them. */
function restore(chat: FakeChat): void {
  chat.messages.length -= 10;
  chat.lastSeq = chat.messages.length + 6_000_000_000_000;
  chat.version += 6_000_000_000_000;
}

describe('A device of a chat that was restored', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  const syncs = () => world.server.log.filter((call) => call.startsWith('Sync')).length;

  test('keeps what the server lost, and goes on beyond the gap', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    for (const text of countTo(30)) world.server.write(chat, bert, text);
    await settle();
    restore(chat);
    world.server.drop();
    await world.clock.advance(120_000);
    const before = syncs();
    for (const text of countTo(33, 31)) world.server.write(chat, bert, text);
    await world.clock.advance(120_000);

    expect(await texts(client, chat.chatId)).toEqual(countTo(33));
    expect((await client.chat(chat.chatId))?.unread).toBe(33);
    expect(syncs()).toBe(before);
  });

  test('closes the gap by one sync where a message comes from beyond it', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    for (const text of countTo(30)) world.server.write(chat, bert, text);
    await settle();
    restore(chat);
    const before = syncs();
    world.server.write(chat, bert, '31');
    await world.clock.advance(20_000);

    expect(await texts(client, chat.chatId)).toEqual(countTo(31));
    expect(syncs()).toBe(before + 1);
  });

  test('that is new finds what is left below the gap', async () => {
    const { bert, chat } = world.pair();
    for (const text of countTo(30)) world.server.write(chat, bert, text);
    restore(chat);
    world.server.write(chat, bert, '31');
    const client = await world.signIn('anna');

    const page = await client.messages(chat.chatId, { limit: 50, wait: true });
    expect(page.messages.map(({ text }) => text)).toEqual([...countTo(20), '31']);
    expect((await client.chat(chat.chatId))?.unread).toBe(21);
  });
});
