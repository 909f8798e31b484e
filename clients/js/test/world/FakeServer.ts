import type { Clock } from '../../src/environment/Clock.ts';
import type { HubReceiver, HubSession, HubTransport } from '../../src/hub/HubTransport.ts';
import { ConnectionLost, HandshakeRefused } from '../../src/hub/HubTransport.ts';
import { toBase64 } from '../../src/wire/base64.ts';
import type { WireMessage } from '../../src/wire/wire.ts';
import type { FakeBlobs } from './FakeBlobs.ts';
import { FakeConnection } from './FakeConnection.ts';
import { FakeRest } from './FakeRest.ts';

export interface FakeUser {
  readonly userId: string;
  readonly userName: string;
  readonly password: string;
  readonly displayName: string;
}

export interface FakeChat {
  readonly chatId: string;
  readonly type: 'direct' | 'group' | 'channel';
  title?: string;
  readonly members: Map<string, { role: 'owner' | 'admin' | 'member'; firstSeq: number; delivered: number; read: number }>;
  readonly messages: WireMessage[];
  /** Seqs that exist for nobody who asks. */
  readonly hidden: Set<number>;
  lastSeq: number;
  version: number;
}

export interface FakeDevice {
  readonly deviceId: string;
  readonly userId: string;
  readonly name: string;
  accessToken: string;
  refreshToken: string;
  expiresAt: number;
  /** The token before, and until when it gives the same answer. */
  previous?: { token: string; until: number };
  revoked: boolean;
}

/** A server with the protocol's semantics, and with faults on demand. */
export class FakeServer {
  readonly users = new Map<string, FakeUser>();
  readonly devices = new Map<string, FakeDevice>();
  readonly chats = new Map<string, FakeChat>();
  readonly media = new Map<string, { owner: string; size: number; contentType: string; complete: boolean; grants: number }>();
  readonly connections = new Set<FakeConnection>();
  readonly log: string[] = [];
  readonly rest: FakeRest;
  /** Seconds that access tokens are good for. */
  tokenLife = 3_600;
  /** Nothing reaches it. */
  unreachable = false;
  /** What a handshake is refused with. */
  refuse: HandshakeRefused | undefined;
  /** Pushes are lost on their way to the clients. */
  losePushes = false;
  /** Answers to Send are held back. */
  holdAcks = false;
  /** The next sends are refused with these codes, in order. */
  readonly refuseSends: string[] = [];
  /** The next calls of REST whose answer is lost after the call was carried out. */
  readonly loseAnswers: RegExp[] = [];
  /** The next call of REST of this kind is answered when that is over, as things were when it was asked. */
  holdAnswer: { readonly call: RegExp; readonly until: Promise<void> } | undefined;
  private ids = 0;

  constructor(
    readonly clock: Clock,
    readonly blobs: FakeBlobs,
  ) {
    this.rest = new FakeRest(this);
  }

  id(prefix: string): string {
    return `${prefix}_${String(++this.ids).padStart(6, '0')}`;
  }

  get now(): string {
    return new Date(this.clock.now()).toISOString();
  }

  transport(): HubTransport {
    return { connect: (token, received) => this.connect(token, received) };
  }

  user(userName: string): string {
    const userId = this.id('u');
    this.users.set(userId, { userId, userName, password: 'secret', displayName: userName.toUpperCase() });
    return userId;
  }

  chat(type: FakeChat['type'], members: readonly string[], title?: string): FakeChat {
    const chat: FakeChat = {
      chatId: this.id('c'),
      type,
      ...(title !== undefined && { title }),
      members: new Map(),
      messages: [],
      hidden: new Set(),
      lastSeq: 0,
      version: 1,
    };
    for (const [at, userId] of members.entries()) {
      chat.members.set(userId, { role: at === 0 ? 'owner' : 'member', firstSeq: 1, delivered: 0, read: 0 });
    }
    this.chats.set(chat.chatId, chat);
    this.push(chat, 'ChatChanged', { chatId: chat.chatId, version: 1, firstSeq: 1, change: 'created' });
    return chat;
  }

  /** Somebody writes, on whatever device. */
  write(chat: FakeChat, from: string, text: string, kind = 'message'): WireMessage {
    return this.append(chat, from, crypto.randomUUID(), toBase64(new TextEncoder().encode(text)), kind);
  }

  append(
    chat: FakeChat,
    from: string,
    clientMsgId: string,
    ciphertext: string,
    kind: string,
    except?: FakeConnection,
  ): WireMessage {
    const message: WireMessage = {
      serverMsgId: this.id('m'),
      chatId: chat.chatId,
      seq: ++chat.lastSeq,
      kind,
      from,
      clientMsgId,
      ciphertext,
      mediaIds: [],
      sentAt: this.now,
    };
    chat.messages.push(message);
    if (!this.losePushes) this.push(chat, 'Message', message, except);
    return message;
  }

  visible(chat: FakeChat, userId: string): WireMessage[] {
    const from = chat.members.get(userId)?.firstSeq ?? Infinity;
    return chat.messages.filter((message) => message.seq >= from && !chat.hidden.has(message.seq));
  }

  push(chat: FakeChat, event: Parameters<HubReceiver>[0], payload: unknown, except?: FakeConnection): void {
    for (const connection of this.connections) {
      if (connection !== except && chat.members.has(connection.userId)) connection.push(event, payload);
    }
  }

  receipt(chat: FakeChat, userId: string, type: 'DELIVERED' | 'READ', seq: number): void {
    const member = chat.members.get(userId);
    if (!member) return;
    member.delivered = Math.max(member.delivered, seq);
    if (type === 'READ') member.read = Math.max(member.read, seq);
    chat.version++;
    if (!this.losePushes) this.push(chat, 'Receipt', { chatId: chat.chatId, userId, type, seq, at: this.now });
  }

  revoke(deviceId: string): void {
    const device = this.devices.get(deviceId);
    if (device) device.revoked = true;
    for (const connection of this.connections) {
      if (connection.device.deviceId === deviceId) connection.end({ reason: 'device-revoked' });
    }
  }

  /** All connections break, without a word or with one. */
  drop(closing?: { reason: string; retryAfterMs?: number }): void {
    for (const connection of [...this.connections]) connection.end(closing);
  }

  deviceOf(accessToken: string): FakeDevice | undefined {
    return [...this.devices.values()].find(
      (device) => device.accessToken === accessToken && !device.revoked && device.expiresAt > this.clock.now(),
    );
  }

  private async connect(token: string, received: HubReceiver): Promise<HubSession> {
    await Promise.resolve();
    this.log.push('connect');
    if (this.unreachable) throw new ConnectionLost('unreachable');
    if (this.refuse) throw this.refuse;
    const device = this.deviceOf(token);
    if (!device) throw new HandshakeRefused(401, undefined, undefined);
    for (const connection of [...this.connections]) if (connection.device === device) connection.end({ reason: 'replaced' });
    const connection = new FakeConnection(this, device, received);
    this.connections.add(connection);
    return connection;
  }
}
