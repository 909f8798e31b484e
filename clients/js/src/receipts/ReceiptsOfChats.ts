import { background } from '../client/background.ts';
import { chatPath } from '../chats/chatPath.ts';
import type { TabContext } from '../client/TabContext.ts';
import { Lane } from '../retrying/Lane.ts';
import type { ChatRecord, WatermarksRecord } from '../store/records.ts';
import { maxMembersForReceipts } from '../wire/limits.ts';
import type { WireWatermarks } from '../wire/wire.ts';
import { moveTicks } from './ticks.ts';

/** Others' watermarks: asked for when a tick depends on them, and after that kept by Receipt events. */
export class ReceiptsOfChats {
  private readonly lane = new Lane<void>(2);

  constructor(private readonly context: TabContext) {}

  /** Asks in the background, if need be; what it finds is announced. */
  ensure(chat: ChatRecord): void {
    if (chat.left || chat.memberCount > maxMembersForReceipts) return;
    // Where it fails the ticks stay as they are until somebody looks again.
    const asking = this.lane.run(chat.chatId, () => this.ask(chat.chatId));
    background(this.context, asking);
  }

  /** What is known may be out of date: events were missed. */
  async doubt(chatIds: Iterable<string>): Promise<void> {
    const tx = this.context.db.transaction('watermarks', 'readwrite', { durability: 'relaxed' });
    for (const chatId of chatIds) {
      const watermarks = await tx.store.get(chatId);
      if (watermarks?.complete) void tx.store.put({ ...watermarks, complete: false });
    }
    await tx.done;
  }

  private async ask(chatId: string): Promise<void> {
    const { db, rest, session, tabs } = this.context;
    const held = await db.get('watermarks', chatId);
    if (held?.complete) return;

    const all = await rest.all<WireWatermarks>(chatPath(chatId, '/receipts'), 1_000, ({ userId }) => userId);
    const tx = db.transaction(['chats', 'watermarks'], 'readwrite', { durability: 'relaxed' });
    const [chat, known] = await Promise.all([tx.objectStore('chats').get(chatId), tx.objectStore('watermarks').get(chatId)]);
    const users: WatermarksRecord['users'] = {};
    for (const { userId, deliveredSeq, readSeq } of all) {
      const marks = known?.users[userId];
      users[userId] = { delivered: Math.max(deliveredSeq, marks?.delivered ?? 0), read: Math.max(readSeq, marks?.read ?? 0) };
    }
    const watermarks = { chatId, complete: true, users };
    void tx.objectStore('watermarks').put(watermarks);
    const moved = chat !== undefined && moveTicks(chat, watermarks, session.userId);
    if (moved) void tx.objectStore('chats').put(chat);
    await tx.done;
    if (moved) tabs.announce({ chats: [chatId], messages: [chatId] });
  }
}
