import assert from 'node:assert/strict';
import { directChat, person } from './stage/people.mjs';
import { fill, onHub } from './stage/hub.mjs';
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
    console.log(`Up to the first message: ${up}`);

    const down = await measureFrames(page, async () => {
      for (let step = 0; step < 60; step++) {
        await page.mouse.wheel(0, 600);
        drawn.push(await conversation.log.getByRole('article').count());
      }
    });
    console.log(`Down again: ${down}`);
    console.log(`Messages in the document: at most ${Math.max(...drawn)}`);
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
    console.log(`Opening the chat: median ${median.toFixed(0)} ms of ${times.map((time) => time.toFixed(0)).join(', ')}`);
    assert.ok(median < 100, `opening took ${median} ms`);
  },
  { timeout: 120_000 },
);

const textOf = (number) =>
  `Message ${number} ${'and what else there is to say about it, in as many words as it takes. '.repeat(number % 7 === 0 ? 3 : number % 3)}`;
