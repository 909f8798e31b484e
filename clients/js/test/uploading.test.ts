import { beforeEach, describe, expect, test } from 'vitest';
import type { ChatClient, UploadProgress } from '../src/api.ts';
import { settle } from './world/FakeClock.ts';
import type { FakeChat } from './world/FakeServer.ts';
import { texts, World, type Profile } from './world/World.ts';

const block = 8 * 1024 * 1024;

describe('A message with files', () => {
  let world: World;
  let profile: Profile;
  let client: ChatClient;
  let chat: FakeChat;
  beforeEach(async () => {
    world = new World();
    ({ chat } = world.pair());
    profile = world.profile();
    client = await world.signIn('anna', profile);
  });

  const picture = (size: number) => ({
    kind: 'image' as const,
    file: new Blob([new Uint8Array(size)], { type: 'image/png' }),
    name: 'a.png',
    width: 4,
    height: 3,
  });
  const newest = async () => (await client.messages(chat.chatId, { limit: 10 })).messages.at(-1);
  const state = async (): Promise<UploadProgress['state'] | undefined> => (await newest())?.uploads?.[0]?.state;

  test('goes when its files are there, and says what they are', async () => {
    const { id, uploads } = await client.send(chat.chatId, { text: 'look', files: [picture(10), picture(20)] });
    expect(uploads).toMatchObject([
      { state: 'waiting', sent: 0, total: 10 },
      { state: 'waiting', total: 20 },
    ]);
    await settle();

    const message = await newest();
    expect(message).toMatchObject({ id, state: 'sent', text: 'look' });
    expect(message?.attachments).toMatchObject([
      { kind: 'image', size: 10, name: 'a.png', contentType: 'image/png', width: 4 },
      { size: 20 },
    ]);
    expect(message?.uploads).toBeUndefined();
    expect([...world.server.media.values()].every(({ complete }) => complete)).toBe(true);
    expect(world.blobs.puts).toEqual(['blob', 'blob']);
  });

  test('is overtaken by a text', async () => {
    world.blobs.before = () => new Promise(() => undefined);
    await client.send(chat.chatId, { text: 'picture', files: [picture(10)] });
    await client.send(chat.chatId, { text: 'text' });
    await settle();
    expect(await texts(client, chat.chatId)).toEqual(['text', 'picture']);
    expect(await state()).toBe('uploading');
  });

  test('pauses where the network breaks, and goes on by itself with the blocks that are missing', async () => {
    let broken = true;
    world.blobs.before = (what) => {
      if (broken && what === 'block 2') return Promise.reject(new Error('broken'));
      return Promise.resolve();
    };
    await client.send(chat.chatId, { text: '', files: [picture(3 * block + 5)] });
    await settle();
    expect(await state()).toBe('paused');
    const before = world.blobs.puts.filter((what) => what.startsWith('block ')).length;
    expect(before).toBeGreaterThan(0);

    broken = false;
    await world.clock.advance(5_000);
    expect(await newest()).toMatchObject({ state: 'sent' });
    expect(world.blobs.puts.filter((what) => what === 'block 0')).toHaveLength(1);
    expect(world.blobs.puts.at(-1)).toBe('blocklist');
    expect([...world.blobs.blobs.values()].map(({ size }) => size)).toEqual([3 * block + 5]);
  });

  test('goes on after a reload where it was', async () => {
    world.blobs.before = (what, signal) => {
      if (what !== 'block 2') return Promise.resolve();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    };
    await client.send(chat.chatId, { text: 'big', files: [picture(3 * block)] });
    await settle();
    expect(await newest()).toMatchObject({ uploads: [{ state: 'uploading', total: 3 * block }] });
    await client.close();

    world.blobs.before = () => Promise.resolve();
    client = await world.open(profile);
    await world.clock.advance(1_000);
    expect(await newest()).toMatchObject({ state: 'sent', attachments: [{ size: 3 * block }] });
    expect(world.blobs.puts.filter((what) => what === 'block 0')).toHaveLength(1);
    expect(world.server.media.size).toBe(1);
  });

  test('asks for a new URL where the old one is no longer good', async () => {
    const mediaId = `f_${String(Number(world.server.id('f').slice(2)) + 1).padStart(6, '0')}`;
    world.blobs.expired.add(`${mediaId}-1`);
    await client.send(chat.chatId, { text: '', files: [picture(10)] });
    await world.clock.advance(5_000);
    expect(await newest()).toMatchObject({ state: 'sent', attachments: [{ mediaId }] });
    expect(world.server.log.some((call) => call === `POST /api/media/${mediaId}/upload`)).toBe(true);
  });

  test('is taken back with its upload', async () => {
    world.blobs.before = (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const { id } = await client.send(chat.chatId, { text: '', files: [picture(10)] });
    await settle();
    const cancelled = client.cancel(chat.chatId, id);
    await settle();
    expect(await cancelled).toBe(true);
    expect(await newest()).toBeUndefined();
    expect(chat.messages).toEqual([]);
  });

  test('is read by the receiver, once from the server and then from the cache', async () => {
    const bert = await world.signIn('bert');
    await client.send(chat.chatId, { text: '', files: [picture(10)] });
    await settle();
    const [attachment] = (await bert.messages(chat.chatId, { limit: 1 })).messages[0]?.attachments ?? [];
    const bytes = await bert.media(attachment!);
    expect([bytes.size, bytes.type]).toEqual([10, 'image/png']);
    world.blobs.blobs.clear();
    expect((await bert.media(attachment!)).size).toBe(10);
    expect((await client.media(attachment!)).size).toBe(10);
  });
});
