import type { FakeChat, FakeDevice, FakeServer } from './FakeServer.ts';

interface Request {
  readonly device: FakeDevice;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Record<string, never>;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** The REST interface of the fake server. */
export class FakeRest {
  constructor(private readonly server: FakeServer) {}

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    await new Promise((resolve) => setImmediate(resolve));
    const { pathname, searchParams: query } = new URL(url);
    const method = init.method ?? 'GET';
    if (this.server.unreachable) throw new TypeError('Failed to fetch');
    this.server.log.push(`${method} ${pathname}${query.size > 0 ? `?${query}` : ''}`);
    const answer = this.answer(method, pathname, query, init);
    const lost = this.server.loseAnswers.findIndex((pattern) => pattern.test(`${method} ${pathname}`));
    if (lost >= 0) {
      this.server.loseAnswers.splice(lost, 1);
      throw new TypeError('Failed to fetch');
    }
    const held = this.server.holdAnswer;
    if (held?.call.test(`${method} ${pathname}`)) {
      this.server.holdAnswer = undefined;
      await held.until;
    }
    return answer;
  }

  private answer(method: string, path: string, query: URLSearchParams, init: RequestInit): Response {
    const body = (init.body ? JSON.parse(init.body as string) : {}) as Record<string, never>;
    try {
      const parts = path.split('/').slice(2);
      const answer =
        this.open(method, path, body) ?? this.closed(`${method} ${parts[0]}`, { device: this.device(init), parts, query, body });
      return new Response(answer === undefined ? null : JSON.stringify(answer), { status: answer === undefined ? 204 : 200 });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const headers = { 'Content-Type': 'application/problem+json' };
      return new Response(JSON.stringify({ code: refusal.code, title: refusal.code }), { status: refusal.status, headers });
    }
  }

  private device(init: RequestInit): FakeDevice {
    const token = (init.headers as Record<string, string>)['Authorization']?.slice('Bearer '.length) ?? '';
    const device = this.server.deviceOf(token);
    if (!device) throw new Refusal(401, 'bad-token');
    return device;
  }

  private open(method: string, path: string, body: Record<string, string> & { device?: { name: string } }): object | undefined {
    const { server } = this;
    if (method !== 'POST') return undefined;
    if (path === '/api/users') {
      const { userName = '', displayName = '', password = '' } = body;
      const userId = server.id('u');
      server.users.set(userId, { userId, userName, displayName, password });
      return { userId };
    }
    if (path === '/api/tokens') {
      const user = [...server.users.values()].find(
        ({ userName, password }) => userName === body.userName && password === body.password,
      );
      if (!user) throw new Refusal(401, 'bad-credentials');
      const device = { deviceId: server.id('d'), userId: user.userId, name: body.device?.name ?? '', revoked: false };
      return this.rotate({ ...device, accessToken: '', refreshToken: '', expiresAt: 0 });
    }
    if (path === '/api/tokens/refresh') return this.refresh(body.refreshToken ?? '');
    return undefined;
  }

  private refresh(token: string): object {
    const now = this.server.clock.now();
    for (const device of this.server.devices.values()) {
      if (device.revoked) continue;
      if (device.refreshToken === token) {
        device.previous = { token, until: now + 60_000 };
        return this.rotate(device);
      }
      if (device.previous?.token !== token) continue;
      if (device.previous.until > now) return this.tokens(device);
      this.server.revoke(device.deviceId);
    }
    throw new Refusal(401, 'bad-refresh-token');
  }

  private rotate(device: FakeDevice): object {
    device.accessToken = this.server.id('access');
    device.refreshToken = this.server.id('refresh');
    device.expiresAt = this.server.clock.now() + this.server.tokenLife * 1_000;
    this.server.devices.set(device.deviceId, device);
    return this.tokens(device);
  }

  private tokens({ accessToken, refreshToken, userId, deviceId }: FakeDevice): object {
    return { accessToken, refreshToken, expiresIn: this.server.tokenLife, userId, deviceId };
  }

  private closed(call: string, request: Request): unknown {
    const { parts, device, query, body } = request;
    switch (call) {
      case 'GET users': {
        const { users } = this.server;
        const user = parts[1]
          ? users.get(parts[1])
          : [...users.values()].find(({ userName }) => userName === query.get('userName'));
        if (!user) throw new Refusal(404, 'user-not-found');
        const { userId, userName, displayName } = user;
        return { userId, userName, displayName };
      }
      case 'GET devices':
        return [...this.server.devices.values()]
          .filter(({ userId, revoked }) => userId === device.userId && !revoked)
          .map(({ deviceId, name }) => ({ deviceId, name, createdAt: this.server.now }));
      case 'DELETE devices':
        this.server.revoke(parts[1] ?? '');
        return undefined;
      case 'GET chats':
        return parts[1] ? this.chat(request, parts[1]) : this.list(device, query);
      case 'POST chats':
        return this.summary(this.create(device, body), device.userId);
      case 'POST media':
        return this.media(device, parts, body);
      case 'GET media':
        return { downloadUrl: `https://blobs/${parts[1]}?sig=read`, expiresAt: this.server.now, contentType: '', size: 0 };
      default:
        throw new Refusal(404, 'not-found');
    }
  }

  private create(device: FakeDevice, body: Record<string, unknown>): FakeChat {
    const { type, title, members } = body as { type: FakeChat['type']; title?: string; members: string[] };
    return this.server.chat(type, [device.userId, ...members], title);
  }

  private list({ userId }: FakeDevice, query: URLSearchParams): object[] {
    const mine = [...this.server.chats.values()].filter((chat) => chat.members.has(userId)).reverse();
    const from = mine.findIndex(({ chatId }) => chatId === query.get('after')) + 1;
    return mine.slice(from, from + Number(query.get('limit'))).map((chat) => this.summary(chat, userId));
  }

  private chat({ device, parts, query }: Request, chatId: string): unknown {
    const chat = this.server.chats.get(chatId);
    if (!chat?.members.has(device.userId)) throw new Refusal(404, 'chat-not-found');
    switch (parts[2]) {
      case 'members':
        return [...chat.members].map(([userId, { role }]) => ({ userId, role }));
      case 'receipts':
        return [...chat.members].map(([userId, { delivered, read }]) => ({ userId, deliveredSeq: delivered, readSeq: read }));
      case 'messages': {
        const [before, after] = [query.get('before'), query.get('after')];
        const limit = Number(query.get('limit'));
        const all = this.server.visible(chat, device.userId);
        if (after !== null) return all.filter(({ seq }) => seq > Number(after)).slice(0, limit);
        return all.filter(({ seq }) => before === null || seq < Number(before)).slice(-limit);
      }
      default:
        return this.summary(chat, device.userId);
    }
  }

  private summary(chat: FakeChat, userId: string): object {
    const { chatId, type, title, lastSeq } = chat;
    const member = chat.members.get(userId)!;
    const messages = this.server.visible(chat, userId).filter(({ kind }) => kind === 'message');
    return {
      chatId,
      type,
      ...(title !== undefined && { title }),
      role: member.role,
      memberCount: chat.members.size,
      firstSeq: member.firstSeq,
      lastSeq,
      readSeq: member.read,
      deliveredSeq: member.delivered,
      unread: messages.filter(({ seq, from }) => seq > member.read && from !== userId).length,
      ...(messages.length > 0 && { lastMessage: messages.at(-1) }),
    };
  }

  private media(device: FakeDevice, parts: readonly string[], body: Record<string, unknown>): object {
    const { server } = this;
    if (!parts[1]) {
      const mediaId = server.id('f');
      const { size, contentType } = body as { size: number; contentType: string };
      server.media.set(mediaId, { owner: device.userId, size, contentType, complete: false, grants: 0 });
      return this.grant(mediaId);
    }
    const medium = server.media.get(parts[1]);
    if (!medium) throw new Refusal(404, 'media-not-found');
    if (parts[2] === 'upload') return this.grant(parts[1]);
    const blob = server.blobs.blobs.get(`/${parts[1]}`);
    if (!blob) throw new Refusal(409, 'not-uploaded');
    if (blob.size !== medium.size) throw new Refusal(409, 'size-mismatch');
    medium.complete = true;
    return { mediaId: parts[1], size: medium.size, contentType: medium.contentType };
  }

  private grant(mediaId: string): object {
    const medium = this.server.media.get(mediaId)!;
    const uploadUrl = `https://blobs/${mediaId}?sig=${mediaId}-${++medium.grants}`;
    const expiresAt = new Date(this.server.clock.now() + 15 * 60_000).toISOString();
    return { mediaId, uploadUrl, uploadHeaders: { 'x-ms-blob-type': 'BlockBlob' }, expiresAt };
  }
}
