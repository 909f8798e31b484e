import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../src/api.ts';
import { HandshakeRefused } from '../src/hub/HubTransport.ts';
import { settle } from './world/FakeClock.ts';
import { texts, World } from './world/World.ts';

describe('The connection', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  const connects = () => world.server.log.filter((call) => call === 'connect').length;

  test('comes back by itself after it broke', async () => {
    const { bert, chat } = world.pair();
    const client = await world.signIn('anna');
    const states: Connection[] = [];
    client.on('connection', (connection) => states.push(connection));
    world.server.drop();
    await settle();
    expect(states.at(-1)?.state).toBe('connecting');
    await world.clock.advance(500);
    expect(states.at(-1)).toEqual({ state: 'online' });
    world.server.write(chat, bert, 'hello');
    await settle();
    expect(await texts(client, chat.chatId)).toEqual(['hello']);
  });

  test('is offline after some failures, and tries again when told', async () => {
    world.pair();
    const client = await world.signIn('anna');
    world.server.unreachable = true;
    world.server.drop();
    await world.clock.advance(20_000);
    expect(client.connection).toMatchObject({ state: 'offline', nextAttemptAt: expect.any(Number) as number });

    world.server.unreachable = false;
    client.reconnect();
    await settle();
    expect(client.connection).toEqual({ state: 'online' });
  });

  test('tries nothing while the browser says that there is no network', async () => {
    world.pair();
    const profile = world.profile();
    const client = await world.signIn('anna', profile);
    profile.network.set(false);
    await settle();
    const before = world.server.log.length;
    await world.clock.advance(300_000);
    expect(world.server.log.length).toBe(before);
    expect(client.connection).toEqual({ state: 'offline' });
    profile.network.set(true);
    await settle();
    expect(client.connection.state).toBe('online');
  });

  test('waits as long as the server asks', async () => {
    world.pair();
    const client = await world.signIn('anna');
    world.server.drop({ reason: 'draining', retryAfterMs: 5_000 });
    await world.clock.advance(4_900);
    expect(connects()).toBe(1);
    await world.clock.advance(600);
    expect(client.connection.state).toBe('online');

    world.server.refuse = new HandshakeRefused(503, 'unavailable', 7);
    world.server.drop();
    await world.clock.advance(1_000);
    const tried = connects();
    await world.clock.advance(6_000);
    expect(connects()).toBe(tried);
    world.server.refuse = undefined;
    await world.clock.advance(2_000);
    expect(client.connection.state).toBe('online');
  });

  test('refreshes first where the token ended', async () => {
    world.pair();
    const client = await world.signIn('anna');
    for (const device of world.server.devices.values()) device.expiresAt = world.clock.now();
    world.server.drop({ reason: 'token-expired' });
    await world.clock.advance(1_000);
    expect(client.connection.state).toBe('online');
    expect(world.server.log.filter((call) => call.endsWith('/refresh'))).toHaveLength(1);
  });

  test('goes on with a new token before its own ends', async () => {
    world.server.tokenLife = 300;
    world.pair();
    const client = await world.signIn('anna');
    await world.clock.advance(600_000);
    expect(world.server.log.filter((call) => call === 'Renew').length).toBeGreaterThanOrEqual(2);
    expect(connects()).toBe(1);
    expect(client.connection.state).toBe('online');
  });

  test('asks again for a refresh whose answer was lost, and the device lives on', async () => {
    world.pair();
    const client = await world.signIn('anna');
    world.server.loseAnswers.push(/refresh/);
    await world.clock.advance(world.server.tokenLife * 1_000);
    expect((await client.devices()).map(({ current }) => current)).toEqual([true]);
    expect(client.connection.state).toBe('online');
  });

  test('stops where another profile took the device over, and takes it back when told', async () => {
    world.pair();
    const client = await world.signIn('anna');
    world.server.drop({ reason: 'replaced' });
    await world.clock.advance(60_000);
    expect(client.connection).toEqual({ state: 'stopped', reason: 'replaced' });
    expect(connects()).toBe(1);

    client.reconnect();
    await settle();
    expect(client.connection.state).toBe('online');
  });

  test('stops where the page is too old', async () => {
    world.pair();
    const client = await world.signIn('anna');
    world.server.drop({ reason: 'upgrade-required' });
    await world.clock.advance(60_000);
    expect(client.connection).toEqual({ state: 'stopped', reason: 'upgrade-required' });
  });

  test('ends with the session where another device signed this one out', async () => {
    world.pair();
    const profile = world.profile();
    const [client, other] = [await world.signIn('anna', profile), await world.signIn('anna')];
    const ended: string[] = [];
    client.on('signedOut', ({ reason }) => ended.push(reason));
    await other.signOutDevice(client.session.deviceId);
    await settle();

    expect(ended).toEqual(['device-revoked']);
    expect(await profile.entrance.openChat({ edge: profile.edge })).toBeUndefined();
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(
      `chat-${client.session.userId}-${client.session.deviceId}`,
    );
    expect(other.connection.state).toBe('online');
  });

  test('tells who is typing, until they stop or for six seconds', async () => {
    const { bert, chat } = world.pair();
    const [anna, other] = [await world.signIn('anna'), await world.signIn('bert')];
    other.typing(chat.chatId, true);
    await settle();
    expect(anna.typists(chat.chatId)).toEqual([bert]);
    other.typing(chat.chatId, false);
    await settle();
    expect(anna.typists(chat.chatId)).toEqual([]);

    other.typing(chat.chatId, true);
    await world.clock.advance(5_000);
    expect(anna.typists(chat.chatId)).toEqual([bert]);
    await world.clock.advance(1_100);
    expect(anna.typists(chat.chatId)).toEqual([]);
  });

  test('says that the user types every three seconds at most', async () => {
    const { chat } = world.pair();
    const client = await world.signIn('anna');
    for (let key = 0; key < 10; key++) {
      client.typing(chat.chatId, true);
      await world.clock.advance(500);
    }
    expect(world.server.log.filter((call) => call === 'Typing')).toHaveLength(2);
  });

  test('is closed where the store fails just after it was opened', async () => {
    world.pair();
    const client = await world.signIn('anna');
    world.server.drop();
    const reported = new Promise((resolve) => process.once('uncaughtException', resolve));
    const failing = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementationOnce(() => {
      throw new DOMException('The store cannot be read', 'UnknownError');
    });
    await world.clock.advance(300);
    await reported;
    failing.mockRestore();
    expect(world.server.connections.size).toBe(0);

    await world.clock.advance(2_000);
    expect(client.connection).toEqual({ state: 'online' });
    expect(world.server.connections.size).toBe(1);
  });
});
