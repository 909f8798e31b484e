import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { expect } from 'vitest';
import type { ChatClient } from '../../src/api.ts';
import type { Environment } from '../../src/environment/Environment.ts';
import { entrance } from '../../src/session/openChat.ts';
import { FakeBlobs } from './FakeBlobs.ts';
import { FakeChannels } from './FakeChannels.ts';
import { FakeClock, settle } from './FakeClock.ts';
import { FakeLocks } from './FakeLocks.ts';
import { FakeNetwork } from './FakeNetwork.ts';
import { FakeServer, type FakeChat } from './FakeServer.ts';

/** A browser profile: what its tabs share. */
export interface Profile {
  readonly edge: string;
  readonly network: FakeNetwork;
  readonly entrance: ReturnType<typeof entrance>;
}

/** A server, a clock, and any number of browsers. Each test has its own. */
export class World {
  readonly clock = new FakeClock();
  readonly blobs = new FakeBlobs();
  readonly server = new FakeServer(this.clock, this.blobs);
  private profiles = 0;

  constructor() {
    globalThis.indexedDB = new IDBFactory();
  }

  profile(): Profile {
    const [locks, channels, network] = [new FakeLocks(), new FakeChannels(), new FakeNetwork()];
    const environment: Environment = {
      clock: this.clock,
      random: () => 0.5,
      uuid: () => crypto.randomUUID(),
      fetch: (url, init) => this.server.rest.fetch(url, init),
      transfer: this.blobs,
      locks,
      network,
      channel: (name, received) => channels.channel(name, received),
      hub: () => this.server.transport(),
    };
    return { edge: `https://profile-${++this.profiles}`, network, entrance: entrance(environment) };
  }

  async signIn(userName: string, profile = this.profile()): Promise<ChatClient> {
    const credentials = { userName, password: 'secret', deviceName: 'a browser' };
    const client = await profile.entrance.signIn(credentials, { edge: profile.edge });
    await settle();
    return client;
  }

  /** Another tab, or the same one after a reload. */
  async open(profile: Profile): Promise<ChatClient> {
    const client = await profile.entrance.openChat({ edge: profile.edge });
    await settle();
    expect(client).toBeDefined();
    return client!;
  }

  /** Two people with a direct chat. */
  pair(): { anna: string; bert: string; chat: FakeChat } {
    const [anna, bert] = [this.server.user('anna'), this.server.user('bert')];
    return { anna, bert, chat: this.server.chat('direct', [anna, bert]) };
  }
}

export async function texts(client: ChatClient, chatId: string, limit = 50): Promise<string[]> {
  return (await client.messages(chatId, { limit })).messages.map(({ text }) => text);
}

export function countTo(last: number, first = 1): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
