import { ChatError } from '../../src/api.ts';
import type { HubReceiver, HubSession, StreamObserver } from '../../src/hub/HubTransport.ts';
import type { WireAck, WireClosing, WireCursor } from '../../src/wire/wire.ts';
import type { FakeChat, FakeDevice, FakeServer } from './FakeServer.ts';

type Arguments = Record<string, never> & {
  chatId: string;
  clientMsgId: string;
  ciphertext: string;
  seq: number;
  type: 'DELIVERED' | 'READ';
  userIds: string[];
  cursors: WireCursor[];
  newest?: number;
  typing: boolean;
};

/** One connection at the server. Everything takes a turn of the loop, as on a wire. */
export class FakeConnection implements HubSession {
  readonly closed: Promise<void>;
  readonly userId: string;
  private readonly ended: () => void;
  private readonly failing = new Set<string>();
  private open = true;

  constructor(
    private readonly server: FakeServer,
    readonly device: FakeDevice,
    private readonly received: HubReceiver,
  ) {
    this.userId = device.userId;
    let ended: () => void = () => undefined;
    this.closed = new Promise((resolve) => (ended = resolve));
    this.ended = ended;
  }

  close(): void {
    this.end();
  }

  end(closing?: WireClosing): void {
    if (closing) this.push('Closing', closing);
    if (!this.open) return;
    this.server.connections.delete(this);
    setImmediate(() => {
      this.open = false;
      this.ended();
    });
  }

  push(event: Parameters<HubReceiver>[0], payload: unknown): void {
    setImmediate(() => {
      if (this.open) this.received(event, payload);
    });
  }

  async invoke<T>(method: string, argument: unknown): Promise<T> {
    if (!this.open) throw new ChatError('unavailable', 'closed');
    const call = argument as Arguments;
    this.server.log.push(method === 'Send' ? `Send ${new TextDecoder().decode(decode(call.ciphertext))}` : method);
    const answer = this.answer(method, call);
    await new Promise((resolve) => setImmediate(resolve));
    if (method === 'Send' && this.server.holdAcks) await this.closed;
    if (!this.open) throw new ChatError('unavailable', 'closed');
    if (answer instanceof ChatError) throw answer;
    return answer as T;
  }

  stream(_method: string, argument: unknown, observer: StreamObserver): () => void {
    let cancelled = false;
    const { cursors, newest } = argument as Arguments;
    this.server.log.push(`Sync ${cursors.length}`);
    const items = cursors.flatMap(({ chatId, seq }) => {
      const chat = this.chat(chatId);
      return chat ? this.server.visible(chat, this.userId).filter((message) => message.seq > seq) : [];
    });
    void newest;
    setImmediate(() => {
      for (const item of items) if (this.open && !cancelled) observer.next(item);
      if (this.open && !cancelled) observer.complete();
    });
    return () => (cancelled = true);
  }

  private answer(method: string, call: Arguments): unknown {
    const { server } = this;
    switch (method) {
      case 'Send':
        return this.send(call);
      case 'Receipt': {
        const chat = this.chat(call.chatId);
        if (chat) server.receipt(chat, this.userId, call.type, Math.min(call.seq, chat.lastSeq));
        return null;
      }
      case 'Heartbeat':
        return { heads: this.heads() };
      case 'Typing': {
        const { chatId, typing } = call;
        const chat = this.chat(chatId);
        if (chat) server.push(chat, 'Typing', { chatId, userId: this.userId, typing }, this);
        return null;
      }
      case 'WatchPresence':
        return call.userIds.map((userId) => {
          const online = [...server.connections].some((connection) => connection.userId === userId);
          return { userId, status: online ? 'ONLINE' : 'OFFLINE', lastSeen: server.now };
        });
      default:
        return {};
    }
  }

  private heads() {
    const mine = [...this.server.chats.values()].filter((chat) => chat.members.has(this.userId));
    return mine.map(({ chatId, lastSeq, version, members }) => ({
      chatId,
      lastSeq,
      readSeq: members.get(this.userId)?.read ?? 0,
      version,
    }));
  }

  private send({ chatId, clientMsgId, ciphertext }: Arguments): WireAck | ChatError {
    const refusal = this.server.refuseSends.shift();
    if (refusal === 'unavailable' || this.failing.has(chatId)) {
      // Those under way behind it fail so too: until its answer has left.
      this.failing.add(chatId);
      setImmediate(() => this.failing.delete(chatId));
      return new ChatError('unavailable', 'Not now.');
    }
    if (refusal !== undefined && refusal !== '') return new ChatError(refusal, 'Refused.');
    const chat = this.chat(chatId);
    if (!chat) return new ChatError('not-a-member', 'No such chat.');
    const known = chat.messages.find((message) => message.clientMsgId === clientMsgId && message.from === this.userId);
    const message = known ?? this.server.append(chat, this.userId, clientMsgId, ciphertext, 'message', this);
    const { serverMsgId, seq, sentAt } = message;
    return { clientMsgId, serverMsgId, chatId, seq, sentAt };
  }

  private chat(chatId: string): FakeChat | undefined {
    const chat = this.server.chats.get(chatId);
    return chat?.members.has(this.userId) ? chat : undefined;
  }
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
