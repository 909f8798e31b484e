import { randomUUID } from 'node:crypto';
import { envelope } from './content.mjs';
import { connect } from '../../../Chat.Stack.Tests/js/chat.mjs';

const separator = '\u001e';

/**
 * A past that is made up: people who talked yesterday and this morning. What they say is sent as ever; a page that lives in the story is told
 * the story's times instead of the server's.
 */
export class Story {
  #now;
  #times = new Map();
  #hubs = new Map();

  /** @param now what the pages' clocks show, UTC */
  constructor(now) {
    this.#now = new Date(now);
  }

  /** `when` is "9:04", or "9:04 -1" for the day before. */
  async say(person, chatId, when, text, attachments = []) {
    const clientMsgId = randomUUID();
    this.#times.set(clientMsgId, this.#at(when).toISOString());
    const hub = await this.hub(person);
    const mediaIds = attachments.map(({ mediaId }) => mediaId);
    return hub.send(chatId, envelope(text, attachments), { clientMsgId, mediaIds });
  }

  /** Connected, and so online, until the end. */
  async hub(person) {
    if (!this.#hubs.has(person.userId)) this.#hubs.set(person.userId, await connect(person));
    return this.#hubs.get(person.userId);
  }

  async leave(person) {
    await this.#hubs.get(person.userId)?.stop();
    this.#hubs.delete(person.userId);
  }

  end() {
    return Promise.all([...this.#hubs.values()].map((hub) => hub.stop()));
  }

  /** The page's clock stands still and what it hears of messages has the story's times. */
  async tell(page) {
    await page.clock.setFixedTime(this.#now);
    await page.routeWebSocket(/\/ws\/connect/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((frame) => socket.send(this.#retold(frame)));
    });
    await page.route('**/api/chats**', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: this.#retoldJson(await answer.text()) });
    });
  }

  #at(when) {
    const [time, days = '0'] = when.split(' ');
    const [hours, minutes] = time.split(':').map(Number);
    const at = new Date(this.#now);
    at.setUTCDate(at.getUTCDate() + Number(days));
    at.setUTCHours(hours, minutes, 0, 0);
    return at;
  }

  #retold(frame) {
    return typeof frame === 'string'
      ? frame
          .split(separator)
          .map((record) => this.#retoldJson(record))
          .join(separator)
      : frame;
  }

  #retoldJson(json) {
    if (!json.includes('"clientMsgId"')) return json;
    return JSON.stringify(
      JSON.parse(json, (_, value) => {
        const time = this.#times.get(value?.clientMsgId);
        return time === undefined || value.sentAt === undefined ? value : { ...value, sentAt: time };
      }),
    );
  }
}
