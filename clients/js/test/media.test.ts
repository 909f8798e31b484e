import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Attachment } from '../src/api.ts';
import { settle } from './world/FakeClock.ts';
import { World, type Profile } from './world/World.ts';

describe('A medium', () => {
  let world: World;
  let profile: Profile;
  beforeEach(() => {
    world = new World();
    profile = world.profile();
  });

  test('is had by who asks when somebody else has just lost interest in it', async () => {
    const { chat } = world.pair();
    const sender = await world.signIn('anna', profile);
    await sender.send(chat.chatId, { text: '', files: [{ kind: 'file', file: new Blob(['bytes']), name: 'a.bin' }] });
    await settle();
    const reader = await world.signIn('bert');
    const { messages } = await reader.messages(chat.chatId, { limit: 1 });
    const attachment = messages[0]?.attachments[0] as Attachment;
    let answer = () => undefined as void;
    world.server.holdAnswer = { call: /^GET .api.media/, until: new Promise((resolve) => (answer = resolve)) };
    const gone = new AbortController();
    const first = reader.media(attachment, { signal: gone.signal });
    const refused = expect(first).rejects.toThrow();
    await settle();
    gone.abort();
    const second = reader.media(attachment);
    await settle();
    answer();
    await refused;

    expect(await (await second).text()).toBe('bytes');
  });

  test('that is kept is shown on a full disk too', async () => {
    const { chat } = world.pair();
    const client = await world.signIn('anna', profile);
    await client.send(chat.chatId, { text: '', files: [{ kind: 'file', file: new Blob(['bytes']), name: 'a.bin' }] });
    await settle();
    const { messages } = await client.messages(chat.chatId, { limit: 1 });
    await world.clock.advance(2 * 60 * 60_000);
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The disk is full', 'QuotaExceededError');
    });
    const blob = await client.media(messages[0]?.attachments[0] as Attachment);
    full.mockRestore();

    expect(await blob.text()).toBe('bytes');
    expect(world.server.log.filter((call) => call.startsWith('GET /api/media'))).toEqual([]);
  });
});
