import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatClient } from '../src/api.ts';
import { settle } from './world/FakeClock.ts';
import type { FakeChat } from './world/FakeServer.ts';
import { texts, World, type Profile } from './world/World.ts';

describe('The outbox', () => {
  let world: World;
  let profile: Profile;
  let client: ChatClient;
  let chat: FakeChat;
  let [anna, bert] = ['', ''];
  beforeEach(async () => {
    world = new World();
    ({ anna, bert, chat } = world.pair());
    profile = world.profile();
    client = await world.signIn('anna', profile);
  });

  const sent = () => chat.messages.map(({ ciphertext }) => (JSON.parse(atob(ciphertext)) as { text: string }).text);
  const states = async () => (await client.messages(chat.chatId, { limit: 50 })).messages.map(({ state }) => state);

  test('sends at once, and shows one line from the first moment to the tick', async () => {
    const message = await client.send(chat.chatId, { text: 'hello' });
    expect(message).toMatchObject({ state: 'waiting', own: true, from: anna });
    expect((await client.chats())[0]?.lastMessage?.id).toBe(message.id);
    await settle();

    const { messages } = await client.messages(chat.chatId, { limit: 50 });
    expect(messages).toMatchObject([{ id: message.id, seq: 1, state: 'sent', text: 'hello' }]);
    expect((await client.chat(chat.chatId))?.unread).toBe(0);
  });

  test('keeps what is written offline, and sends it in order when the network is back', async () => {
    profile.network.set(false);
    await settle();
    expect(client.connection.state).toBe('offline');
    for (const text of ['1', '2', '3']) await client.send(chat.chatId, { text });
    await world.clock.advance(60_000);
    expect(sent()).toEqual([]);
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);

    profile.network.set(true);
    await settle();
    expect(sent()).toEqual(['1', '2', '3']);
    expect(await texts(client, chat.chatId)).toEqual(['1', '2', '3']);
  });

  test('survives the closing of the tab', async () => {
    profile.network.set(false);
    await settle();
    await client.send(chat.chatId, { text: 'later' });
    await client.close();
    profile.network.set(true);
    client = await world.open(profile);

    expect(sent()).toEqual(['later']);
    expect(await states()).toEqual(['sent']);
  });

  test('sends again with the same id where the ACK was lost, and the message is there once', async () => {
    world.server.holdAcks = true;
    const { id } = await client.send(chat.chatId, { text: 'once' });
    await settle();
    expect(sent()).toEqual(['once']);
    expect(await states()).toEqual(['waiting']);
    world.server.drop();
    world.server.holdAcks = false;
    await world.clock.advance(1_000);

    expect(sent()).toEqual(['once']);
    expect((await client.messages(chat.chatId, { limit: 50 })).messages).toMatchObject([{ id, seq: 1, state: 'sent' }]);
  });

  test('sends again in order after unavailable', async () => {
    world.server.refuseSends.push('', 'unavailable');
    await Promise.all(['1', '2', '3', '4'].map((text) => client.send(chat.chatId, { text })));
    await world.clock.advance(0);
    await world.clock.advance(5_000);

    expect(sent()).toEqual(['1', '2', '3', '4']);
    expect(await states()).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  test('waits where the server asks for patience', async () => {
    world.server.refuseSends.push('rate-limited');
    await client.send(chat.chatId, { text: 'slow' });
    await settle();
    expect(sent()).toEqual([]);
    await world.clock.advance(1_000);
    expect(sent()).toEqual(['slow']);
  });

  test('marks what is refused for good, tries it again when told, and gives it up when told', async () => {
    world.server.refuseSends.push('not-allowed');
    const { id } = await client.send(chat.chatId, { text: 'no' });
    await settle();
    const { messages } = await client.messages(chat.chatId, { limit: 50 });
    expect(messages).toMatchObject([{ state: 'failed', failure: 'not-allowed' }]);

    world.server.refuseSends.push('not-allowed');
    await client.retry(chat.chatId, id);
    await settle();
    expect(await states()).toEqual(['failed']);
    expect(await client.cancel(chat.chatId, id)).toBe(true);
    expect(await states()).toEqual([]);
    expect(sent()).toEqual([]);
  });

  test('takes back what never left, and not what may be on the server', async () => {
    world.server.holdAcks = true;
    const gone = await client.send(chat.chatId, { text: 'gone' });
    await settle();
    expect(await client.cancel(chat.chatId, gone.id)).toBe(false);

    profile.network.set(false);
    await settle();
    const kept = await client.send(chat.chatId, { text: 'kept' });
    await settle();
    expect(await client.cancel(chat.chatId, kept.id)).toBe(true);
    expect(await texts(client, chat.chatId)).toEqual(['gone']);
  });

  test('never sends what would be too large for a frame', async () => {
    await client.send(chat.chatId, { text: 'x'.repeat(300_000) });
    await settle();
    const { messages } = await client.messages(chat.chatId, { limit: 50 });
    expect(messages).toMatchObject([{ state: 'failed', failure: 'too-large' }]);
    expect(world.server.connections.size).toBe(1);
  });

  test('shows an own message behind a gap at once', async () => {
    world.server.losePushes = true;
    world.server.write(chat, bert, 'lost');
    world.server.losePushes = false;
    await client.send(chat.chatId, { text: 'mine' });
    await settle();
    expect(await texts(client, chat.chatId)).toEqual(['mine']);

    await world.clock.advance(4_000);
    expect(await texts(client, chat.chatId)).toEqual(['lost', 'mine']);
  });

  test('keeps a draft until it is emptied', async () => {
    client.setDraft(chat.chatId, 'half a');
    await settle();
    expect((await client.chats())[0]?.draft).toBe('half a');
    client.setDraft(chat.chatId, '');
    await settle();
    expect((await client.chats())[0]?.draft).toBeUndefined();
  });

  test('reads anew what is written after a reading has failed', async () => {
    profile.network.set(false);
    await settle();
    const failing = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore) {
      throw new DOMException(`${this.name} cannot be read`, 'UnknownError');
    });
    const reported = new Promise((resolve) => process.once('unhandledRejection', resolve));
    await client.send(chat.chatId, { text: 'first' });
    await reported;
    failing.mockRestore();
    await client.send(chat.chatId, { text: 'second' });
    profile.network.set(true);
    await settle();

    expect(sent()).toEqual(['first', 'second']);
  });

  test('does not send what was taken back while it was on its way into it', async () => {
    profile.network.set(false);
    await settle();
    const { id } = await client.send(chat.chatId, { text: 'a slip' });
    expect(await client.cancel(chat.chatId, id)).toBe(true);
    profile.network.set(true);
    await settle();

    expect(sent()).toEqual([]);
    expect(await texts(client, chat.chatId)).toEqual([]);
  });

  test('takes the room of media that can be fetched again when the disk is full', async () => {
    const file = { kind: 'file' as const, file: new Blob(['bytes']), name: 'a.bin' };
    await client.send(chat.chatId, { text: 'before', files: [file] });
    await settle();
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
      throw new DOMException('The disk is full', 'QuotaExceededError');
    });
    const cleared = vi.spyOn(IDBObjectStore.prototype, 'clear');
    await client.send(chat.chatId, { text: 'after' });
    await settle();

    expect(cleared).toHaveBeenCalledOnce();
    expect(sent()).toEqual(['before', 'after']);
  });
});
