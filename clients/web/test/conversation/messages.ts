import type { ChatMessage } from '@chat/client';

const start = new Date(2026, 4, 12, 9, 0).getTime();

/** A received message of that seq, a minute after the one before. */
export function received(seq: number, more: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: `m${seq}`,
    chatId: 'c_1',
    seq,
    from: 'u_2',
    own: false,
    at: start + seq * 60_000,
    text: `message ${seq}`,
    attachments: [],
    state: 'received',
    ...more,
  };
}

export function own(seq: number, more: Partial<ChatMessage> = {}): ChatMessage {
  return received(seq, { from: 'u_1', own: true, state: 'sent', ...more });
}

/** One that has no seq yet. */
export function waiting(id: string, more: Partial<ChatMessage> = {}): ChatMessage {
  const { seq: _, ...rest } = own(0, { id, state: 'waiting', at: start + 999 * 60_000, ...more });
  return rest;
}

export function span(from: number, to: number): ChatMessage[] {
  return Array.from({ length: to - from + 1 }, (_, i) => received(from + i));
}
