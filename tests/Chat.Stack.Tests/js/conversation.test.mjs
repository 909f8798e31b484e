import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { connect, device, group, person, rest, text, transports } from './chat.mjs';

const open = [];
after(() => Promise.all(open.map((hub) => hub.stop())));
const online = async (...args) => {
  const hub = await connect(...args);
  open.push(hub);
  return hub;
};

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

for (const [name, transport] of Object.entries(transports)) {
  test(`${name}: a message is acknowledged, pushed to every other device once, and replayed to one that was away`, async () => {
    const ann = await device(await person('ann'));
    const annTablet = await device(ann, 'tablet');
    const bob = await device(await person('bob'));
    const bobAway = await device(bob, 'laptop');
    const chat = await group(ann, [bob], 'direct');
    assert.equal(chat.type, 'direct');
    assert.equal(chat.lastSeq, 0);

    const [annHub, tabletHub, bobHub] = [
      await online(ann, { transport }), await online(annTablet, { transport }), await online(bob, { transport })];
    const clientMsgId = randomUUID();
    const ack = await annHub.send(chat.chatId, 'hello', { clientMsgId });
    assert.deepEqual(Object.keys(ack).sort(), ['chatId', 'clientMsgId', 'sentAt', 'seq', 'serverMsgId']);
    assert.equal(ack.seq, 1);
    assert.match(ack.serverMsgId, /^m_/);
    assert.match(ack.sentAt, time);

    for (const hub of [tabletHub, bobHub]) {
      await hub.until(() => hub.pushed.Message.length === 1, 'the message');
      const message = hub.pushed.Message[0];
      assert.equal(text(message), 'hello');
      assert.deepEqual(
        { ...message, ciphertext: undefined },
        { serverMsgId: ack.serverMsgId, chatId: chat.chatId, seq: 1, kind: 'message', from: ann.userId, fromDevice: ann.deviceId,
          clientMsgId, mediaIds: [], sentAt: ack.sentAt, ciphertext: undefined });
    }

    const again = await annHub.send(chat.chatId, 'hello', { clientMsgId });
    assert.deepEqual(again, ack, 'the same clientMsgId gives the same ACK');

    const second = await bobHub.send(chat.chatId, 'hi');
    assert.equal(second.seq, 2);
    await annHub.until(() => annHub.pushed.Message.length === 1, 'the answer');
    assert.equal(annHub.pushed.Message[0].seq, 2, 'its own message was not pushed to the device that sent it');

    const awayHub = await online(bobAway, { transport });
    assert.deepEqual(awayHub.synced.map((message) => message.seq), [1, 2]);
    assert.deepEqual((await awayHub.sync({ cursors: [{ chatId: chat.chatId, seq: 1 }] })).map((message) => message.seq), [2]);
    assert.deepEqual(await awayHub.sync({ cursors: [{ chatId: chat.chatId, seq: 99 }] }), []);
    assert.deepEqual(await awayHub.sync({ cursors: [], only: true }), []);
    assert.deepEqual((await awayHub.sync({ cursors: [], newest: 1 })).map((message) => message.seq), [2]);

    await bobHub.invoke('Receipt', { chatId: chat.chatId, serverMsgId: ack.serverMsgId, type: 'READ' });
    await annHub.until(() => annHub.pushed.Receipt.some((receipt) => receipt.type === 'READ'), 'the receipt');
    const receipt = annHub.pushed.Receipt.find((one) => one.type === 'READ');
    assert.equal(receipt.userId, bob.userId);
    assert.equal(receipt.seq, 1);
    assert.match(receipt.at, time);

    const { body: [summary] } = await rest('GET', '/api/chats', { token: bob.token });
    assert.equal(summary.readSeq, 1);
    assert.equal(summary.lastSeq, 2);
    assert.equal(summary.unread, 0, 'bob wrote the second one himself');
    assert.equal(text(summary.lastMessage), 'hi');
  });
}

test('Sends that are under way together are numbered in the order of their invocation', async () => {
  const ann = await device(await person('ann'));
  const bob = await device(await person('bob'));
  const chat = await group(ann, [bob]);
  const [annHub, bobHub] = [await online(ann), await online(bob)];
  const acks = await Promise.all(Array.from({ length: 200 }, (_, i) => annHub.send(chat.chatId, `${i}`)));
  assert.deepEqual(acks.map((ack) => ack.seq), Array.from({ length: 200 }, (_, i) => i + 1));
  await bobHub.until(() => bobHub.pushed.Message.length === 200, 'all of them');
  assert.deepEqual(bobHub.pushed.Message.map(text), Array.from({ length: 200 }, (_, i) => `${i}`));
});

test('The connection of a device that connects again is told replaced and closes', async () => {
  const ann = await device(await person('ann'));
  const first = await online(ann);
  await online(ann);
  await first.until(() => first.isClosed(), 'the close');
  assert.deepEqual(first.pushed.Closing.map((closing) => closing.reason), ['replaced']);
});

test('Deleting a device closes its connection and ends its tokens', async () => {
  const ann = await device(await person('ann'));
  const tablet = await device(ann, 'tablet');
  const hub = await online(tablet);
  const { status } = await rest('DELETE', `/api/devices/${tablet.deviceId}`, { token: ann.token });
  assert.equal(status, 204);
  await hub.until(() => hub.isClosed(), 'the close');
  assert.equal(hub.pushed.Closing[0].reason, 'device-revoked');
  assert.equal((await rest('GET', '/api/chats', { token: tablet.token })).status, 401);
  assert.equal((await rest('POST', '/api/tokens/refresh', { body: { refreshToken: tablet.refreshToken } })).status, 401);
});

test('A refresh token rotates, forgives a lost answer, and a stolen one ends the device', async () => {
  const ann = await device(await person('ann'));
  const refresh = (refreshToken) => rest('POST', '/api/tokens/refresh', { body: { refreshToken } });
  const first = await refresh(ann.refreshToken);
  assert.equal(first.status, 200);
  assert.deepEqual((await refresh(ann.refreshToken)).body, first.body, 'the same answer while its successor is unused');
  assert.equal((await refresh(first.body.refreshToken)).status, 200);
  const stolen = await refresh(ann.refreshToken);
  assert.equal(stolen.status, 401);
  assert.equal(stolen.body.code, 'bad-refresh-token');
  assert.equal((await rest('GET', '/api/chats', { token: first.body.accessToken })).status, 401, 'the device is revoked');
});

test('Members come, go and come back, and see what the protocol lets them', async () => {
  const ann = await device(await person('ann'));
  const bob = await device(await person('bob'));
  const eve = await device(await person('eve'));
  const chat = await group(ann, [bob]);
  const [annHub, bobHub, eveHub] = [await online(ann), await online(bob), await online(eve)];
  await annHub.send(chat.chatId, 'before');
  assert.equal(await eveHub.refused(eveHub.send(chat.chatId, 'let me in')), 'chat-not-found');

  assert.equal((await rest('POST', `/api/chats/${chat.chatId}/members`, { token: ann.token, body: { userIds: [eve.userId] } })).status, 204);
  await eveHub.until(() => eveHub.pushed.ChatChanged.length > 0, 'word of the chat');
  const changed = eveHub.pushed.ChatChanged[0];
  assert.equal(changed.change, 'member-added');
  assert.equal(changed.userId, eve.userId);
  assert.equal(changed.firstSeq, 2);
  await bobHub.until(() => bobHub.pushed.ChatChanged.some((one) => one.change === 'member-added'), 'word of the member');
  assert.equal(bobHub.pushed.ChatChanged.find((one) => one.change === 'member-added').firstSeq, 1);

  await annHub.send(chat.chatId, 'with eve');
  await eveHub.until(() => eveHub.pushed.Message.length === 1, 'her first message');
  assert.equal(eveHub.pushed.Message[0].seq, 2);

  assert.equal((await rest('DELETE', `/api/chats/${chat.chatId}/members/${eve.userId}`, { token: ann.token })).status, 204);
  await annHub.send(chat.chatId, 'without eve');
  await bobHub.until(() => bobHub.pushed.Message.length === 3, 'all three');
  assert.equal(eveHub.pushed.Message.length, 1);
  assert.equal((await rest('GET', `/api/chats/${chat.chatId}`, { token: eve.token })).body.code, 'chat-not-found');

  await rest('POST', `/api/chats/${chat.chatId}/members`, { token: ann.token, body: { userIds: [eve.userId] } });
  await annHub.send(chat.chatId, 'again');
  const replay = await eveHub.sync();
  assert.deepEqual(replay.map(text), ['with eve', 'again']);
  const { body: page } = await rest('GET', `/api/chats/${chat.chatId}/messages`, { token: eve.token });
  assert.deepEqual(page.map((message) => message.seq), [2, 4]);
});

test('A heartbeat gives the heads, then what changed', async () => {
  const ann = await device(await person('ann'));
  const bob = await device(await person('bob'));
  const chat = await group(ann, [bob]);
  const hub = await online(ann);
  const first = await hub.invoke('Heartbeat', {});
  assert.deepEqual(first.heads.map((head) => [head.chatId, head.lastSeq, head.readSeq]), [[chat.chatId, 0, 0]]);
  await hub.send(chat.chatId, 'one');
  const second = await hub.invoke('Heartbeat', {});
  assert.equal(second.heads.find((head) => head.chatId === chat.chatId).lastSeq, 1);
});

test('Renew lets a connection go on, for the same device alone', async () => {
  const ann = await device(await person('ann'));
  const bob = await device(await person('bob'));
  const hub = await online(ann);
  const { body } = await rest('POST', '/api/tokens/refresh', { body: { refreshToken: ann.refreshToken } });
  assert.deepEqual(await hub.invoke('Renew', { accessToken: body.accessToken }), {});
  assert.notEqual(await hub.refused(hub.invoke('Renew', { accessToken: bob.token })), 'not refused');
  assert.notEqual(await hub.refused(hub.invoke('Renew', { accessToken: 'nonsense' })), 'not refused');
  assert.deepEqual(await hub.sync({ cursors: [] }), []);
});

test('An event is no unread message and no lastMessage', async () => {
  const ann = await device(await person('ann'));
  const bob = await device(await person('bob'));
  const chat = await group(ann, [bob], 'direct');
  const [annHub, bobHub] = [await online(ann), await online(bob)];
  await annHub.send(chat.chatId, 'hello');
  await annHub.send(chat.chatId, 'a reaction', { kind: 'event', refSeq: 1 });
  await bobHub.until(() => bobHub.pushed.Message.length === 2, 'both');
  assert.equal(bobHub.pushed.Message[1].kind, 'event');
  assert.equal(bobHub.pushed.Message[1].refSeq, 1);
  const { body: summary } = await rest('GET', `/api/chats/${chat.chatId}`, { token: bob.token });
  assert.equal(summary.unread, 1);
  assert.equal(summary.lastSeq, 2);
  assert.equal(text(summary.lastMessage), 'hello');
});
