import assert from 'node:assert/strict';
import { directChat, person } from './stage/people.mjs';
import { fill, onHub } from './stage/hub.mjs';
import { report } from './stage/report.mjs';
import { measureFrames } from './stage/frames.mjs';
import { scenario } from './stage/scenario.mjs';
import { until } from './stage/until.mjs';

const count = 10_000;
const openings = 9;

scenario(
  'A chat of 10,000 messages opens at once and scrolls smoothly',
  async (stage) => {
    const [ann, bob, eve] = await Promise.all([person('Ann Lee'), person('Bob Hart'), person('Eve Moss')]);
    const long = await directChat(ann, bob);
    const other = await directChat(ann, eve);
    await fill(bob, long.chatId, count, textOf);
    await onHub(ann, (hub) => hub.invoke('Receipt', { chatId: long.chatId, seq: count, type: 'READ' }));
    await onHub(eve, (hub) => hub.send(other.chatId, 'Hello'));
    const { page, chats, conversation } = await stage.deviceOf(ann);
    await chats.open('Bob Hart');
    await conversation.from('Bob Hart', `Message ${count}`).waitFor();

    const drawn = [];
    const up = await measureFrames(page, async () => {
      await conversation.log.hover();
      await until(async () => {
        await page.mouse.wheel(0, -4_000);
        drawn.push(await conversation.log.getByRole('article').count());
        return (await conversation.from('Bob Hart', 'Message 1 ').count()) > 0;
      }, 'the first message to be reached', 60_000);
    });
    await report(`Up to the first message: ${up}`);

    const down = await measureFrames(page, async () => {
      for (let step = 0; step < 60; step++) {
        await page.mouse.wheel(0, 600);
        drawn.push(await conversation.log.getByRole('article').count());
      }
    });
    await report(`Down again: ${down}`);
    await report(`Messages in the document: at most ${Math.max(...drawn)}`);
    assert.ok(Math.max(...drawn) < 150, `${Math.max(...drawn)} messages were in the document at once`);
    assert.ok(down.median < 34, `half of the frames took longer than ${down.median} ms`);

    const times = [];
    for (let i = 0; i < openings; i++) {
      await chats.open('Eve Moss');
      await conversation.from('Eve Moss', 'Hello').waitFor();
      await page.evaluate(() => performance.clearMeasures('chat-open'));
      await chats.open('Bob Hart');
      await conversation.from('Bob Hart', 'Message ').first().waitFor();
      times.push(await until(() => page.evaluate(() => performance.getEntriesByName('chat-open').at(-1)?.duration), 'the opening to be measured'));
    }
    const median = times.toSorted((a, b) => a - b)[Math.floor(openings / 2)];
    await report(`Opening the chat: median ${median.toFixed(0)} ms of ${times.map((time) => time.toFixed(0)).join(', ')}`);
    assert.ok(median < 100, `opening took ${median} ms`);
  },
  { timeout: 120_000 },
);

scenario('A chat with much that is unread opens at the first of it, and jumps to the newest', async (stage) => {
  const [ann, bob] = await Promise.all([person('Ann Lee'), person('Bob Hart')]);
  const { chatId } = await directChat(ann, bob);
  await fill(bob, chatId, 40, (number) => `Read ${number}.`);
  await onHub(ann, (hub) => hub.invoke('Receipt', { chatId, seq: 40, type: 'READ' }));
  await fill(bob, chatId, 300, (number) => `Unread ${number}.`);
  const { page, chats, conversation } = await stage.deviceOf(ann);
  await chats.unread('Bob Hart', 300).waitFor();

  await chats.open('Bob Hart');
  await conversation.unreadLine(300).waitFor();
  assert.ok(await isInView(conversation.unreadLine(300)));
  assert.ok(await isInView(conversation.from('Bob Hart', 'Unread 1.')));
  await conversation.main.getByRole('button', { name: /^Jump to the newest message/ }).click();
  await until(() => isInView(conversation.from('Bob Hart', 'Unread 300.')), 'the newest message to be in view');
  await chats.unread('Bob Hart', 0).waitFor();
  await page.reload();
  await chats.unread('Bob Hart', 0).waitFor();
});

const isInView = async (locator) =>
  (await locator.count()) > 0 &&
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

const textOf = (number) =>
  `Message ${number} ${'and what else there is to say about it, in as many words as it takes. '.repeat(number % 7 === 0 ? 3 : number % 3)}`;
