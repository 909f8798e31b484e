// Whatever comes in: the protocol's error, and the connection lives.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { connect, device, edge, group, person, rest } from './chat.mjs';

let ann, bob, eve, chat, foreign, hub;

before(async () => {
  ann = await device(await person('ann'));
  bob = await device(await person('bob'));
  eve = await device(await person('eve'));
  chat = await group(ann, [bob]);
  foreign = await group(eve, [bob]);
  hub = await connect(ann);
});
after(() => hub.stop());

const send = (change) => () => ['Send', {
  clientMsgId: randomUUID(), chatId: chat.chatId, ciphertext: 'aGVsbG8=', ...change(),
}];
const anything = /./;
const manyUsers = () => Array.from({ length: 501 }, (_, i) => `u_${'0'.repeat(8)}${String(i + 100)}`);

const hubCases = [
  ['Send of nothing', () => ['Send', {}], /bad-request|chat-not-found/],
  ['Send of null', () => ['Send', null], anything],
  ['Send of a string', () => ['Send', 'hello'], anything],
  ['Send without an argument', () => ['Send'], anything],
  ['Send with too many arguments', () => ['Send', {}, {}], anything],
  ['Send without a clientMsgId', send(() => ({ clientMsgId: undefined })), /bad-request/],
  ['Send with a clientMsgId that is no UUID', send(() => ({ clientMsgId: 'x' })), anything],
  ['Send without a chat', send(() => ({ chatId: undefined })), /bad-request|chat-not-found/],
  ['Send to a malformed chat', send(() => ({ chatId: 'c_!' })), /bad-request|chat-not-found/],
  ['Send to a user id', send(() => ({ chatId: bob.userId })), /bad-request|chat-not-found/],
  ['Send to an unknown chat', send(() => ({ chatId: 'c_00000000zzz' })), /chat-not-found|not-a-member/],
  ["Send to other people's chat", send(() => ({ chatId: foreign.chatId })), /chat-not-found|not-a-member/],
  ['Send without ciphertext', send(() => ({ ciphertext: undefined })), /bad-request/],
  ['Send with ciphertext that is no base64', send(() => ({ ciphertext: '***' })), anything],
  ['Send with ciphertext that is a number', send(() => ({ ciphertext: 7 })), anything],
  ['Send of more than 64 KiB', send(() => ({ ciphertext: Buffer.alloc(65537).toString('base64') })), /too-large/],
  ['Send of an unknown kind', send(() => ({ kind: 'shout' })), /bad-request/],
  ['Send with a refSeq below 1', send(() => ({ kind: 'event', refSeq: 0 })), /bad-request/],
  ['Send with a refSeq beyond the end', send(() => ({ kind: 'event', refSeq: 1e9 })), /bad-request/],
  ['Send with unknown media', send(() => ({ mediaIds: ['f_00000000zzz'] })), /media-not-found/],
  ['Send with malformed media', send(() => ({ mediaIds: ['nonsense'] })), /media-not-found|bad-request/],
  ['Receipt of nothing', () => ['Receipt', {}], /bad-request|chat-not-found/],
  ['Receipt of an unknown type', () => ['Receipt', { chatId: chat.chatId, seq: 1, type: 'SEEN' }], /bad-request/],
  ['Receipt without a place', () => ['Receipt', { chatId: chat.chatId, type: 'READ' }], /bad-request/],
  ['Receipt of a negative seq', () => ['Receipt', { chatId: chat.chatId, seq: -1, type: 'READ' }], /bad-request/],
  ['Receipt with a malformed message id', () => ['Receipt', { chatId: chat.chatId, serverMsgId: 'm_x', type: 'READ' }], /bad-request/],
  ["Receipt in other people's chat", () => ['Receipt', { chatId: foreign.chatId, seq: 1, type: 'READ' }], /chat-not-found|not-a-member/],
  ['Typing of nothing', () => ['Typing', {}], /bad-request|chat-not-found/],
  ['Typing without saying whether', () => ['Typing', { chatId: chat.chatId }], /bad-request/],
  ['Typing in a malformed chat', () => ['Typing', { chatId: 'c_!', typing: true }], /bad-request|chat-not-found|not refused/],
  ['OpenChat of nothing', () => ['OpenChat', {}], /bad-request|chat-not-found/],
  ['OpenChat of a malformed chat', () => ['OpenChat', { chatId: 'c_!' }], /bad-request|chat-not-found/],
  ["OpenChat of other people's chat", () => ['OpenChat', { chatId: foreign.chatId }], /chat-not-found|not-a-member/],
  ['CloseChat of nothing', () => ['CloseChat', {}], /bad-request|chat-not-found/],
  ['WatchPresence of nothing', () => ['WatchPresence', {}], /bad-request/],
  ['WatchPresence of text', () => ['WatchPresence', { userIds: 'all' }], anything],
  ['WatchPresence of more than 500', () => ['WatchPresence', { userIds: manyUsers() }], /bad-request/],
  ['UnwatchPresence of nothing', () => ['UnwatchPresence', {}], /bad-request/],
  ['Renew without a token', () => ['Renew', {}], /bad-request/],
  ['A method that does not exist', () => ['Drop', {}], /Method does not exist|Unknown hub method/],
];

for (const [name, call, expected] of hubCases) {
  test(`${name} is refused and the connection lives`, async () => {
    const [method, ...args] = call();
    assert.match(await hub.refused(hub.invoke(method, ...args)), expected);
    assert.equal(hub.isClosed(), false);
    assert.ok((await hub.invoke('Heartbeat', {})).heads.length >= 1);
  });
}

for (const [name, request, expected] of [
  ['Sync of null', null, anything],
  ['Sync with more than 2,000 cursors', { cursors: Array.from({ length: 2001 }, () => ({ chatId: 'c_00000000zzz', seq: 0 })) }, /bad-request/],
  ['Sync with a negative cursor', { cursors: [{ chatId: 'c_00000000zzz', seq: -1 }] }, /bad-request/],
  ['Sync with newest below 1', { cursors: [], newest: 0 }, /bad-request/],
  ['Sync with cursors that are text', { cursors: 'all' }, anything],
]) {
  test(`${name} is refused and the connection lives`, async () => {
    assert.match(await hub.refused(hub.sync(request)), expected);
    assert.ok((await hub.invoke('Heartbeat', {})).heads.length >= 1);
  });
}

test('A frame above 256 KiB closes that connection and no other', async () => {
  const clumsy = await connect(bob);
  await clumsy.invoke('Send', { clientMsgId: randomUUID(), chatId: chat.chatId, ciphertext: 'A'.repeat(300 * 1024) }).catch(() => {});
  await clumsy.until(() => clumsy.isClosed(), 'the close');
  assert.equal(hub.isClosed(), false);
  assert.ok((await hub.invoke('Heartbeat', {})).heads.length >= 1);
});

const restCases = [
  ['POST', '/api/users', { raw: '{' }, 400, 'bad-request'],
  ['POST', '/api/users', { raw: '' }, 400, 'bad-request'],
  ['POST', '/api/users', { body: [] }, 400, 'bad-request'],
  ['POST', '/api/users', { body: {} }, 400, 'bad-user-name'],
  ['POST', '/api/users', { body: { userName: 'a b', password: 'correct horse' } }, 400, 'bad-user-name'],
  ['POST', '/api/users', { body: { userName: 7, password: 'correct horse' } }, 400, 'bad-request'],
  ['POST', '/api/users', { body: { userName: `n${Date.now()}`, password: 'x' } }, 400, 'weak-password'],
  ['POST', '/api/tokens', { body: { userName: 'nobody-here', password: 'correct horse', device: { name: 'x' } } }, 401, 'bad-credentials'],
  ['POST', '/api/tokens/refresh', { body: { refreshToken: 'nonsense' } }, 401, 'bad-refresh-token'],
  ['GET', '/api/chats', {}, 401, 'bad-token'],
  ['GET', '/api/chats', { token: 'nonsense' }, 401, 'bad-token'],
  ['GET', '/api/chats?limit=0', { as: 'ann' }, 400, 'bad-request'],
  ['GET', '/api/chats?limit=many', { as: 'ann' }, 400, 'bad-request'],
  ['GET', '/api/chats/nonsense', { as: 'ann' }, 404, 'chat-not-found'],
  ['GET', '/api/chats/c_00000000zzz', { as: 'ann' }, 404, 'chat-not-found'],
  ['GET', () => `/api/chats/${foreign.chatId}`, { as: 'ann' }, 404, 'chat-not-found'],
  ['GET', () => `/api/chats/${foreign.chatId}/messages`, { as: 'ann' }, 404, 'chat-not-found'],
  ['GET', () => `/api/chats/${foreign.chatId}/members`, { as: 'ann' }, 404, 'chat-not-found'],
  ['PATCH', () => `/api/chats/${foreign.chatId}`, { as: 'ann', body: { title: 'mine' } }, 404, 'chat-not-found'],
  ['PATCH', () => `/api/chats/${chat.chatId}`, { as: 'bob', body: { title: 'mine' } }, 403, 'not-allowed'],
  ['GET', () => `/api/chats/${chat.chatId}/messages/99/receipts`, { as: 'ann' }, 404, 'message-not-found'],
  ['POST', '/api/chats', { as: 'ann', body: { type: 'party', members: [] } }, 400, 'bad-request'],
  ['POST', '/api/chats', { as: 'ann', body: { type: 'group', members: ['u_00000000zzz'] } }, 404, 'user-not-found'],
  ['POST', '/api/chats', { as: 'ann', body: { type: 'direct', members: [] } }, 400, 'bad-request'],
  ['GET', '/api/users/u_00000000zzz', { as: 'ann' }, 404, 'user-not-found'],
  ['GET', '/api/users?userName=nobody-here', { as: 'ann' }, 404, 'user-not-found'],
  ['PUT', '/api/users/me/blocks/u_00000000zzz', { as: 'ann' }, 404, 'user-not-found'],
  ['PUT', '/api/users/me/blocks/nonsense', { as: 'ann' }, 404, 'user-not-found'],
  ['GET', '/api/users/me/blocks?limit=0', { as: 'ann' }, 400, 'bad-request'],
  ['GET', '/api/users/me/blocks', {}, 401, 'bad-token'],
  ['PUT', '/api/users/me/privacy', { as: 'ann', body: { lastSeen: 'friends' } }, 400, 'bad-request'],
  ['PUT', '/api/users/me/privacy', { as: 'ann', body: {} }, 400, 'bad-request'],
  ['GET', '/api/presence', { as: 'ann' }, 400, 'bad-request'],
  ['GET', '/api/presence?userIds=nonsense', { as: 'ann' }, 400, 'bad-request'],
  ['GET', () => `/api/presence?userIds=${manyUsers()}`, { as: 'ann' }, 400, 'bad-request'],
  ['GET', '/api/presence?userIds=u_00000000zzz', {}, 401, 'bad-token'],
  ['DELETE', '/api/devices/d_00000000zzz', { as: 'ann' }, 404, 'device-not-found'],
  ['GET', '/api/nonsense', { as: 'ann' }, 404, 'not-found'],
  ['GET', '/internal/heads', { as: 'ann' }, 404, 'not-found'],
  ['POST', '/internal/write', { as: 'ann', body: {} }, 404, 'not-found'],
];

for (const [method, path, { as, ...options }, status, code] of restCases) {
  test(`${method} ${typeof path === 'function' ? 'built' : path} with ${JSON.stringify({ as, ...options })} is ${status} ${code}`, async () => {
    const token = as === 'ann' ? ann.token : as === 'bob' ? bob.token : options.token;
    const answer = await rest(method, typeof path === 'function' ? path() : path, { ...options, token });
    assert.equal(answer.status, status);
    assert.equal(answer.body?.code, code);
    assert.match(answer.type, /^application\/problem\+json/);
  });
}

test('A forged token is refused over REST and at the hub', async () => {
  const [header, , signature] = ann.token.split('.');
  const payload = Buffer.from(JSON.stringify({ iss: 'chat', sub: bob.userId, did: bob.deviceId, exp: 4102444800 })).toString('base64url');
  const none = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`;
  for (const token of [`${header}.${payload}.${signature}`, none, ann.token.slice(0, -3), '']) {
    assert.equal((await rest('GET', '/api/chats', { token })).status, 401);
    const negotiate = await fetch(`${edge}/ws/connect/negotiate?negotiateVersion=1`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    assert.equal(negotiate.status, 401);
  }
});
