import { beforeEach, describe, expect, test } from 'vitest';
import type { ChatClient } from '../src/api.ts';
import { settle } from './world/FakeClock.ts';
import type { FakeChat } from './world/FakeServer.ts';
import { texts, World } from './world/World.ts';

describe('Who is removed from a group and comes back', () => {
  let world: World;
  let client: ChatClient;
  let chat: FakeChat;
  let [anna, bert] = ['', ''];
  beforeEach(async () => {
    world = new World();
    [anna, bert] = [world.server.user('anna'), world.server.user('bert')];
    chat = world.server.chat('group', [bert, anna], 'us');
    client = await world.signIn('anna');
    world.server.write(chat, bert, '1');
    await settle();
  });

  const change = (kind: 'member-added' | 'member-removed', userId: string | undefined) =>
    world.server.push(chat, 'ChatChanged', {
      chatId: chat.chatId,
      version: ++chat.version,
      firstSeq: 1,
      change: kind,
      ...(userId !== undefined && { userId }),
    });
  const lose = (...written: string[]) => {
    world.server.losePushes = true;
    for (const text of written) world.server.write(chat, bert, text);
    world.server.losePushes = false;
  };
  const remove = () => {
    change('member-removed', anna);
    chat.members.delete(anna);
  };
  const comeBack = (named: string | undefined) => {
    chat.hidden.add(world.server.write(chat, bert, 'from between').seq);
    chat.members.set(anna, { role: 'member', firstSeq: 1, delivered: 0, read: 0 });
    change('member-added', named);
    world.server.write(chat, bert, 'again');
  };

  test.each(['by name', 'among many'])('gets what was missed before a removal that this device was told of (%s)', async (how) => {
    lose('2', '3');
    // The heartbeat tells of them; the Sync that follows finds no member any more.
    await world.clock.advance(30_000);
    remove();
    await world.clock.advance(10_000);
    expect(await texts(client, chat.chatId)).toEqual(['1']);
    comeBack(how === 'by name' ? anna : undefined);
    await world.clock.advance(10_000);

    expect(await texts(client, chat.chatId)).toEqual(['1', '2', '3', 'again']);
    expect(await client.chat(chat.chatId)).toMatchObject({ unread: 4 });
  });

  test('gets it on a later connection too', async () => {
    lose('2');
    world.server.write(chat, bert, '3');
    // Nobody is told; the Sync that asks for what is missing finds no member any more.
    chat.members.delete(anna);
    await settle();
    world.server.drop();
    await world.clock.advance(10_000);
    expect(await client.chat(chat.chatId)).toMatchObject({ left: true });
    expect(await texts(client, chat.chatId)).toEqual(['1', '3']);
    world.server.drop();
    comeBack(anna);
    await world.clock.advance(40_000);

    expect(await texts(client, chat.chatId)).toEqual(['1', '2', '3', 'again']);
    expect((await client.chat(chat.chatId))?.left).toBeUndefined();
  });

  test('is a member again although an older answer says otherwise', async () => {
    let answer = () => undefined as void;
    world.server.holdAnswer = { call: /^GET .api.chats.c_\w+$/, until: new Promise((resolve) => (answer = resolve)) };
    // The chat is read because of this.
    change('member-added', bert);
    chat.members.delete(anna);
    await settle();
    expect(world.server.holdAnswer).toBeUndefined();
    chat.members.set(anna, { role: 'member', firstSeq: 1, delivered: 0, read: 0 });
    change('member-added', anna);
    await settle();
    answer();
    await settle();

    expect((await client.chat(chat.chatId))?.left).toBeUndefined();
  });
});
