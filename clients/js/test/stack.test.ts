import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import type { ChatClient } from '../src/api.ts';
import { browserEnvironment } from '../src/environment/browserEnvironment.ts';
import { entrance } from '../src/session/openChat.ts';
import type { BlobTransfer } from '../src/uploading/BlobTransfer.ts';

/** Where a stack runs, as in `CHAT_EDGE=http://localhost:8080 npx vitest run test/stack.test.ts`. */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const edge = process.env.CHAT_EDGE;

/** Node has no XMLHttpRequest. */
const transfer: BlobTransfer = {
  async put(url, headers, body, { signal, progress }) {
    const response = await fetch(url, { method: 'PUT', headers, body, signal });
    progress(typeof body === 'string' ? body.length : body.size);
    return response.status;
  },
  async read(url, { signal }) {
    const response = await fetch(url, { signal });
    return { status: response.status, text: await response.text() };
  },
  async download(url, { signal }) {
    const response = await fetch(url, { signal });
    return { status: response.status, ...(response.ok && { blob: await response.blob() }) };
  },
};

describe.skipIf(edge === undefined)('Against a stack that runs', () => {
  globalThis.indexedDB = new IDBFactory();
  const { signUp, openChat } = entrance({ ...browserEnvironment(), transfer });
  // Two names of one place are two browser profiles.
  const profiles = [edge ?? '', (edge ?? '').replace('localhost', '127.0.0.1')];
  const suffix = Math.random().toString(36).slice(2, 8);
  const join = (name: string, profile: number) =>
    signUp(
      { userName: `${name}${suffix}`, password: 'a long password 1', displayName: name, deviceName: 'test' },
      { edge: profiles[profile] ?? '' },
    );
  const until = (look: () => Promise<void> | void) => vi.waitFor(look, { timeout: 15_000, interval: 50 });
  const lines = async (client: ChatClient, chatId: string) =>
    (await client.messages(chatId, { limit: 50 })).messages.map(({ text, state }) => `${text} ${state}`);

  test('two people chat, see ticks and typing, and files go along', { timeout: 60_000 }, async () => {
    const [anna, bert] = [await join('anna', 0), await join('bert', 1)];
    await until(() => expect([anna.connection.state, bert.connection.state]).toEqual(['online', 'online']));
    expect(await anna.findUser(`bert${suffix}`)).toMatchObject({ displayName: 'bert' });

    const { chatId } = await anna.createDirect(bert.session.userId);
    await anna.send(chatId, { text: 'hello' });
    await until(async () => expect(await lines(bert, chatId)).toEqual(['hello received']));
    expect((await bert.chats())[0]).toMatchObject({ unread: 1, peer: { displayName: 'anna' } });
    await until(async () => expect(await lines(anna, chatId)).toEqual(['hello delivered']));
    bert.markRead(chatId, 1);
    await until(async () => expect(await lines(anna, chatId)).toEqual(['hello read']));

    anna.watch([bert.session.userId]);
    await until(() => expect(anna.presence(bert.session.userId)).toMatchObject({ online: true }));
    bert.typing(chatId, true);
    await until(() => expect(anna.typists(chatId)).toEqual([bert.session.userId]));

    await anna.close();
    const again = await openChat({ edge: profiles[0] ?? '' });
    expect(await lines(again!, chatId)).toEqual(['hello read']);
    await again!.signOut();
    await bert.signOut();
  });

  test('a file goes up in blocks, along with its message, and down again', { timeout: 60_000 }, async () => {
    const [carl, dora] = [await join('carl', 0), await join('dora', 1)];
    const { chatId } = await dora.createDirect(carl.session.userId);
    const file = new Blob([new Uint8Array(9 * 1024 * 1024).fill(7)], { type: 'image/png' });
    await dora.send(chatId, { text: 'look', files: [{ kind: 'image', file, name: 'seven.png' }] });
    await until(async () => expect(await lines(carl, chatId)).toEqual(['look received']));
    const [attachment] = (await carl.messages(chatId, { limit: 1 })).messages[0]?.attachments ?? [];
    const bytes = new Uint8Array(await (await carl.media(attachment!)).arrayBuffer());
    expect([bytes.length, bytes.at(-1)]).toEqual([file.size, 7]);

    await Promise.all([carl.signOut(), dora.signOut()]);
  });
});
