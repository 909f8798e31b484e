// What the screen shows beside messages: who is there, who types, what is open; and who is kept out of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, device, group, person, rest } from './chat.mjs';

const open = [];
after(() => Promise.all(open.map((hub) => hub.stop())));
const online = async (...args) => {
  const hub = await connect(...args);
  open.push(hub);
  return hub;
};
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const people = (...names) => Promise.all(names.map(async (name) => device(await person(name))));
const presenceOf = async (asker, ...users) =>
  (await rest('GET', `/api/presence?userIds=${users.map((user) => user.userId)}`, { token: asker.token })).body;
const last = (hub, who) => hub.pushed.Presence.findLast((presence) => presence.userId === who.userId);
const shows = (hub, who, status) => hub.until(() => last(hub, who)?.status === status, `${who.userName} ${status}`, 20000);


// It may be dropped, for instance while a server asks who the members are: said anew, as by somebody who goes on.
const typeUntilSeen = async (typist, typing, seer) => {
  const before = seer.pushed.Typing.length;
  for (let attempt = 1; seer.pushed.Typing.slice(before).every((one) => one.typing !== typing); attempt++) {
    await typist.invoke('Typing', { chatId: chat.chatId, typing: !typing });
    await typist.invoke('Typing', { chatId: chat.chatId, typing });
    await seer.until(() => seer.pushed.Typing.slice(before).some((one) => one.typing === typing), 'the typing', 2000)
      .catch((error) => { if (attempt === 5) throw error; });
  }
};

let ann, bob, eve, chat, annHub;

before(async () => {
  [ann, bob, eve] = await people('ann', 'bob', 'eve');
  chat = await group(ann, [bob], 'direct');
  annHub = await online(ann);
});

test('WatchPresence answers with the present state, leaves out strangers and who is nobody, and changes come as events', async () => {
  assert.deepEqual(
    (await annHub.invoke('WatchPresence', { userIds: [bob.userId, eve.userId, 'nonsense'] })).map(({ userId, status }) => ({ userId, status })),
    [{ userId: bob.userId, status: 'OFFLINE' }]);

  const bobHub = await online(bob);
  await shows(annHub, bob, 'ONLINE');
  assert.deepEqual(Object.keys(last(annHub, bob)).sort(), ['status', 'userId'], 'who is there has no last-seen');
  assert.deepEqual(await presenceOf(ann, bob, eve), [{ userId: bob.userId, status: 'ONLINE' }]);

  await bobHub.stop();
  await shows(annHub, bob, 'OFFLINE');
  assert.match(last(annHub, bob).lastSeen, time);
  const [presence] = await presenceOf(ann, bob);
  assert.equal(presence.status, 'OFFLINE');
  assert.match(presence.lastSeen, time);
});

test('A user is online while any device is', async () => {
  const [one, two] = [await online(bob), await online(await device(bob, 'tablet'))];
  await shows(annHub, bob, 'ONLINE');
  await one.stop();
  assert.equal((await presenceOf(ann, bob))[0].status, 'ONLINE');
  await two.stop();
  await shows(annHub, bob, 'OFFLINE');
});

test('After UnwatchPresence there are no more events', async () => {
  const [carl, dora] = await people('carl', 'dora');
  await group(ann, [carl, dora]);
  await annHub.invoke('WatchPresence', { userIds: [carl.userId, dora.userId] });
  await annHub.invoke('UnwatchPresence', { userIds: [carl.userId] });
  await online(carl);
  await online(dora);
  await shows(annHub, dora, 'ONLINE');
  assert.equal(last(annHub, carl), undefined);
});

test('Presence is shown to whom the user allows', async () => {
  const [fay, gil, hal] = await people('fay', 'gil', 'hal');
  await group(fay, [gil, hal]);
  await group(fay, [gil], 'direct');
  await online(fay);
  const privacy = (lastSeen) => rest('PUT', '/api/users/me/privacy', { token: fay.token, body: { lastSeen } });
  const seen = async (asker) => (await presenceOf(asker, fay))[0];
  const becomes = async (asker, status) => {
    for (const deadline = Date.now() + 10000; (await seen(asker)).status !== status;) {
      assert.ok(Date.now() < deadline, `${asker.userName} still does not see ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  await becomes(gil, 'ONLINE');
  await becomes(hal, 'ONLINE');
  assert.equal((await privacy('contacts')).status, 204);
  await becomes(hal, 'OFFLINE');
  assert.deepEqual(await seen(hal), { userId: fay.userId, status: 'OFFLINE' });
  assert.equal((await seen(gil)).status, 'ONLINE');
  assert.equal((await privacy('nobody')).status, 204);
  await becomes(gil, 'OFFLINE');
  assert.equal((await privacy('everyone')).status, 204);
  await becomes(hal, 'ONLINE');
});

test('Typing reaches the other members, and not the one who types', async () => {
  const bobHub = await online(bob);
  await typeUntilSeen(annHub, true, bobHub);
  assert.deepEqual(bobHub.pushed.Typing.at(-1), { chatId: chat.chatId, userId: ann.userId, typing: true });
  await typeUntilSeen(annHub, false, bobHub);
  assert.deepEqual(annHub.pushed.Typing, []);
  await bobHub.stop();
});

test("Typing in other people's chat reaches nobody", async () => {
  const bobHub = await online(bob);
  const eveHub = await online(eve);
  // Whether it is refused or dropped is the server's choice.
  await eveHub.invoke('Typing', { chatId: chat.chatId, typing: true }).catch(() => {});
  await typeUntilSeen(annHub, true, bobHub);
  assert.ok(bobHub.pushed.Typing.every((typing) => typing.userId === ann.userId));
  await bobHub.stop();
});

test('Chats are opened and closed, at most 10 at a time', async () => {
  const chats = [];
  for (let i = 0; i < 11; i++) chats.push(await group(ann, [bob]));
  for (const one of chats.slice(0, 10)) await annHub.invoke('OpenChat', { chatId: one.chatId });
  await annHub.invoke('OpenChat', { chatId: chats[0].chatId });
  assert.equal(await annHub.refused(annHub.invoke('OpenChat', { chatId: chats[10].chatId })), 'bad-request');
  await annHub.invoke('CloseChat', { chatId: chats[0].chatId });
  await annHub.invoke('OpenChat', { chatId: chats[10].chatId });
  for (const one of chats) await annHub.invoke('CloseChat', { chatId: one.chatId });
});

test('Who is blocked reaches nobody, and cannot tell', async () => {
  const [ida, jon] = await people('ida', 'jon');
  const direct = await group(ida, [jon], 'direct');
  const [idaHub, jonHub] = [await online(ida), await online(jon)];
  await jonHub.send(direct.chatId, 'before');
  await idaHub.until(() => idaHub.pushed.Message.length === 1, 'the message');

  assert.equal((await rest('PUT', `/api/users/me/blocks/${jon.userId}`, { token: ida.token })).status, 204);
  const { body: blocks } = await rest('GET', '/api/users/me/blocks', { token: ida.token });
  assert.deepEqual(blocks.map((block) => block.userId), [jon.userId]);
  assert.match(blocks[0].blockedAt, time);

  const ack = await jonHub.send(direct.chatId, 'unseen');
  assert.equal(ack.seq, 2);
  const watched = await jonHub.invoke('WatchPresence', { userIds: [ida.userId] });
  assert.deepEqual(watched, [{ userId: ida.userId, status: 'OFFLINE' }]);
  assert.deepEqual((await presenceOf(jon, ida)), [{ userId: ida.userId, status: 'OFFLINE' }]);
  const { body: jons } = await rest('GET', `/api/chats/${direct.chatId}/messages`, { token: jon.token });
  assert.deepEqual(jons.map((message) => message.seq), [1, 2]);

  assert.equal((await rest('DELETE', `/api/users/me/blocks/${jon.userId}`, { token: ida.token })).status, 204);
  assert.deepEqual((await rest('GET', '/api/users/me/blocks', { token: ida.token })).body, []);
  const seen = await jonHub.send(direct.chatId, 'seen again');
  assert.equal(seen.seq, 3);
  await idaHub.until(() => idaHub.pushed.Message.some((message) => message.seq === 3), 'the message after the block');
  assert.deepEqual(idaHub.pushed.Message.map((message) => message.seq), [1, 3]);
  const { body: idas } = await rest('GET', `/api/chats/${direct.chatId}/messages`, { token: ida.token });
  assert.deepEqual(idas.map((message) => message.seq), [1, 3]);
});
