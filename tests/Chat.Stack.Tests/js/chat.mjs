// A client as a stranger would write it from docs/protocol.md: fetch and @microsoft/signalr, nothing of ours.
import * as signalR from '@microsoft/signalr';
import { randomUUID } from 'node:crypto';

export const edge = process.env.CHAT_EDGE ?? 'http://localhost:8080';

export const transports = {
  WebSockets: signalR.HttpTransportType.WebSockets,
  ServerSentEvents: signalR.HttpTransportType.ServerSentEvents,
  LongPolling: signalR.HttpTransportType.LongPolling,
};

export async function rest(method, path, { token, body, raw } = {}) {
  const response = await fetch(edge + path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body !== undefined || raw !== undefined ? { 'content-type': 'application/json' } : {}),
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: text === '' ? undefined : JSON.parse(text),
  };
}

export async function person(name = 'p') {
  const userName = `${name}-${randomUUID().slice(0, 12)}`;
  const password = 'correct horse battery';
  const { body: created, status } = await rest('POST', '/api/users', { body: { userName, password, displayName: name } });
  if (status !== 201) throw new Error(`sign-up answered ${status}`);
  return { userName, password, userId: created.userId };
}

export async function device(who, name = 'phone', deviceId = undefined) {
  const { body, status } = await rest('POST', '/api/tokens', {
    body: { userName: who.userName, password: who.password, device: { name, deviceId } },
  });
  if (status !== 200) throw new Error(`log-in answered ${status}`);
  return { ...who, ...body, token: body.accessToken };
}

export async function group(owner, members, type = 'group') {
  const { body, status } = await rest('POST', '/api/chats', {
    token: owner.token,
    body: { type, title: type === 'direct' ? undefined : 'Test', members: members.map((member) => member.userId) },
  });
  if (status !== 201) throw new Error(`the chat's creation answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

// Everything that the server pushed, and a way to wait for it without guessing at times.
export async function connect(who, { transport = transports.WebSockets, sync = true, query = '' } = {}) {
  const connection = new signalR.HubConnectionBuilder()
    .withUrl(`${edge}/ws/connect${query}`, { accessTokenFactory: () => who.token, transport })
    .configureLogging(signalR.LogLevel.None)
    .build();
  const pushed = { Message: [], Receipt: [], Typing: [], Presence: [], Heads: [], ChatChanged: [], Closing: [] };
  let wake = [];
  for (const event of Object.keys(pushed)) {
    connection.on(event, (payload) => {
      pushed[event].push(payload);
      for (const w of wake.splice(0)) w();
    });
  }
  let closed = false;
  connection.onclose(() => {
    closed = true;
    for (const w of wake.splice(0)) w();
  });
  await connection.start();

  const hub = {
    connection,
    pushed,
    isClosed: () => closed,
    invoke: (method, ...args) => connection.invoke(method, ...args),
    stop: () => connection.stop(),
    async until(condition, what, milliseconds = 15000) {
      const deadline = Date.now() + milliseconds;
      while (!condition()) {
        const left = deadline - Date.now();
        if (left <= 0) throw new Error(`waited in vain for ${what}; pushed: ${JSON.stringify(pushed).slice(0, 2000)}`);
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, left);
          wake.push(() => { clearTimeout(timer); resolve(); });
        });
      }
    },
    send(chatId, text, more = {}) {
      return connection.invoke('Send', {
        clientMsgId: randomUUID(), chatId, ciphertext: Buffer.from(text).toString('base64'), ...more,
      });
    },
    sync(request = { cursors: [] }) {
      return new Promise((resolve, reject) => {
        const items = [];
        connection.stream('Sync', request).subscribe({ next: (item) => items.push(item), error: reject, complete: () => resolve(items) });
      });
    },
    // The code of the refusal, behind SignalR's own words.
    async refused(promise) {
      try {
        await promise;
      } catch (error) {
        const match = /HubException: ([a-z-]+): /.exec(error.message);
        return match ? match[1] : error.message;
      }
      return 'not refused';
    },
  };
  if (sync) hub.synced = await hub.sync();
  return hub;
}

export const text = (message) => Buffer.from(message.ciphertext, 'base64').toString();
