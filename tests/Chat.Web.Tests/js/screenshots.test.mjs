import assert from 'node:assert/strict';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { directChat, groupChat, person } from './stage/people.mjs';
import { upload } from './stage/content.mjs';
import { desktop, phone } from './stage/Device.mjs';
import { drawPicture } from './stage/pictures.mjs';
import { scenario } from './stage/scenario.mjs';
import { resultsFolder } from './stage/report.mjs';
import { Story } from './stage/Story.mjs';
import { until } from './stage/until.mjs';

/** Bytes. They are kept in the repository. */
const largest = 400_000;
const documentation = '../../../docs/screenshots';

scenario('A conversation looks as in the pictures', async (stage) => {
  const drawing = await stage.device({ url: 'about:blank' });
  const story = new Story('2026-05-15T09:43:00Z');
  stage.atEnd(() => story.end());
  const { nora, unreadChat } = await tell(story, await drawPicture(drawing.page));

  const look = async (name, colorScheme, viewport, scale) => {
    const device = await stage.device({ viewport, colorScheme, scale, url: 'about:blank' });
    await story.tell(device.page);
    await device.page.goto('/');
    await device.signIn.signIn(nora);
    await device.chats.row(unreadChat, /unread/).waitFor();
    await device.chats.open('Jonas Berg');
    await device.conversation.says('Jonas Berg', /online/);
    const picture = device.conversation.message('Jonas Berg', 'Photo').getByRole('img', { name: 'lake.jpg' });
    await until(() => picture.evaluate((image) => image.complete && image.naturalWidth > 0), 'the picture');
    await device.page.evaluate(() => document.fonts.ready.then(() => undefined));
    const path = join(await resultsFolder(), `${name}.png`);
    await device.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    const { size } = await stat(path);
    console.log(`${name}.png: ${size} bytes`);
    assert.ok(size < largest, `${name}.png has ${size} bytes`);
    if (process.env.CHAT_SCREENSHOTS === '1') {
      await mkdir(documentation, { recursive: true });
      await copyFile(path, join(documentation, `${name}.png`));
    }
  };
  await look('light', 'light', { ...desktop, height: 920 }, 1.5);
  await look('dark', 'dark', { ...desktop, height: 920 }, 1.5);
  await look('phone', 'light', phone, 2);
});

async function tell(story, lake) {
  const [nora, jonas, mira, elif, tomas, priya, mum, hana] = await Promise.all(
    ['Nora Lindqvist', 'Jonas Berg', 'Mira Okafor', 'Elif Demir', 'Tomás Rivera', 'Priya Nair', 'Mum', 'Hana Sato'].map((name) => person(name)),
  );
  const direct = (other) => directChat(nora, other).then(({ chatId }) => chatId);
  const group = (title, owner, ...members) => groupChat(owner, title, members).then(({ chatId }) => chatId);

  const hanas = await direct(hana);
  await story.say(hana, hanas, '17:20 -4', 'The exhibition opens on the third, I kept you a ticket');
  const books = await group('Book club', priya, nora, mira);
  await story.say(priya, books, '20:05 -3', 'Chapter nine by Thursday?');
  await story.say(nora, books, '20:31 -3', 'Halfway there');
  const tomases = await direct(tomas);
  await story.say(tomas, tomases, '11:48 -2', 'Try it with the older adapter');
  await story.say(nora, tomases, '12:02 -2', 'That was it, thank you!');
  const mums = await direct(mum);
  await story.say(mum, mums, '19:40 -1', 'Call me when you are home ❤️');
  await story.say(nora, mums, '21:02 -1', 'Sunday evening, promise');
  const design = await group('Design team', elif, nora, tomas, hana);
  await story.say(tomas, design, '8:12', 'Review is at eleven');
  for (const text of ['New icons are in the drive', 'Both sizes', 'Tell me what you think']) await story.say(elif, design, '8:51', text);
  const weekend = await group('Lake weekend', mira, nora, jonas, elif);
  await story.say(mira, weekend, '9:22', 'Who is driving?');
  await story.say(elif, weekend, '9:25', 'I can take three');
  await story.say(mira, weekend, '9:38', 'The key is under the third stone');

  const chat = await direct(jonas);
  await story.say(jonas, chat, '18:12 -1', 'Have you seen the forecast? Sun all weekend ☀️');
  await story.say(nora, chat, '18:15 -1', 'Just did. I could be at the lake by noon tomorrow.');
  await story.say(nora, chat, '18:15 -1', 'Is the cabin free, or shall I bring the small tent?');
  await story.say(jonas, chat, '18:31 -1', 'It is ours until Sunday night. Mira has the key.');
  const picture = await upload(jonas, lake, { kind: 'image', name: 'lake.jpg', contentType: 'image/jpeg', width: 1600, height: 1200 });
  await story.say(jonas, chat, '9:04', 'Last year, the same weekend', [picture]);
  await story.say(nora, chat, '9:10', 'That light! I am bringing the camera.');
  const voice = { kind: 'voice', name: 'voice.webm', contentType: 'audio/webm', duration: 14, waveform: speech(64) };
  await story.say(jonas, chat, '9:12', '', [await upload(jonas, Buffer.alloc(24_000, 7), voice)]);
  const seen = await story.say(nora, chat, '9:36', 'The train leaves at 8:47 tomorrow, platform 5. Coffee is on me ☕');
  const last = await story.say(nora, chat, '9:41', 'And please remember the matches this time 😄');
  const jonases = await story.hub(jonas);
  await jonases.invoke('Receipt', { chatId: chat, seq: seen.seq, type: 'READ' });
  await jonases.invoke('Receipt', { chatId: chat, seq: last.seq, type: 'DELIVERED' });
  for (const [reader, chatId] of [[mum, mums], [tomas, tomases], [priya, books], [mira, books]]) {
    await (await story.hub(reader)).invoke('Receipt', { chatId, seq: 1_000, type: 'READ' });
  }
  for (const other of [hana, tomas]) await story.leave(other);
  const noras = await story.hub(nora);
  for (const chatId of [hanas, books, tomases, mums, chat]) await noras.invoke('Receipt', { chatId, seq: 1_000, type: 'READ' });
  await story.leave(nora);
  return { nora, unreadChat: 'Lake weekend' };
}

/** The loudness of somebody who speaks in phrases. */
const speech = (count) =>
  Array.from({ length: count }, (_, i) => Math.max(0.08, Math.abs(Math.sin(i * 0.9) * Math.sin(i * 0.21 + 0.6)) * (0.75 + 0.25 * Math.sin(i * 2.3))));
