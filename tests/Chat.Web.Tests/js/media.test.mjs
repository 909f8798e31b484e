import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { directChat, person } from './stage/people.mjs';
import { drawPicture } from './stage/pictures.mjs';
import { report } from './stage/report.mjs';
import { scenario } from './stage/scenario.mjs';
import { until } from './stage/until.mjs';
import { Uploads } from './stage/Uploads.mjs';

const MiB = 1024 * 1024;

scenario('A picture goes with a preview, shows its progress, and is seen by the other', async (stage) => {
  const { anns, bobs } = await annAndBob(stage);
  const picture = { name: 'lake.jpg', mimeType: 'image/jpeg', buffer: await drawPicture(anns.page) };
  const uploads = new Uploads(anns.context);
  await uploads.holdAfter(0);

  await anns.conversation.attach(picture);
  await anns.conversation.tray.getByRole('img', { name: 'lake.jpg' }).waitFor();
  await anns.conversation.write('From the jetty');
  await anns.conversation.submit();
  const sent = anns.conversation.message('You', 'Photo', 'From the jetty');
  await sent.getByRole('img', { name: 'lake.jpg' }).waitFor();
  await sent.getByRole('button', { name: /^Uploading/ }).waitFor();
  uploads.release();

  await anns.conversation.own('From the jetty', 'read').waitFor();
  const seen = bobs.conversation.from('Ann Lee', 'From the jetty').getByRole('img', { name: 'lake.jpg' });
  await seen.waitFor();
  await until(() => seen.evaluate((image) => image.complete && image.naturalWidth > 0), 'the picture to be drawn');
  await bobs.conversation.from('Ann Lee', 'From the jetty').getByRole('button', { name: 'Open lake.jpg' }).click();
  await bobs.page.getByRole('dialog', { name: /lake\.jpg/ }).waitFor();
  await bobs.page.keyboard.press('Escape');
  await bobs.page.getByRole('dialog').waitFor({ state: 'detached' });
});

scenario('An upload is cancelled, and one that was refused is tried again', async (stage) => {
  const { anns, bobs } = await annAndBob(stage);
  const picture = { name: 'lake.jpg', mimeType: 'image/jpeg', buffer: await drawPicture(anns.page) };
  const uploads = new Uploads(anns.context);
  await uploads.holdAfter(0);
  await anns.conversation.attach(picture);
  await anns.conversation.write('Never to be seen');
  await anns.conversation.submit();
  await anns.conversation.message('Never to be seen').getByRole('button', { name: /Cancel$/ }).click();
  await anns.conversation.message('Never to be seen').waitFor({ state: 'detached' });
  uploads.release({ left: true });

  anns.complaints.expect(/status of 415/);
  await anns.page.route('**/api/media', (route) =>
    route.fulfill({ status: 415, contentType: 'application/problem+json', body: '{"status":415,"code":"type-not-allowed"}' }),
  );
  await anns.conversation.attach(picture);
  await anns.conversation.write('At the second try');
  await anns.conversation.submit();
  const refused = anns.conversation.message('At the second try');
  await refused.getByText('Not sent: a file was refused.').waitFor();
  await anns.page.unroute('**/api/media');
  await refused.getByRole('button', { name: 'Try again' }).first().click();
  await anns.conversation.own('At the second try', 'read').waitFor();
  await bobs.conversation.from('Ann Lee', 'At the second try').waitFor();
  await bobs.conversation.absent('Never to be seen');
});

scenario('A reload in mid-upload goes on where it was, and the file arrives whole', async (stage) => {
  const { anns, bobs } = await annAndBob(stage);
  const file = { name: 'plans.zip', mimeType: 'application/zip', buffer: randomBytes(30 * MiB + 17) };
  const uploads = new Uploads(anns.context);
  await uploads.holdAfter(2);

  await anns.conversation.attach(file);
  await anns.conversation.submit();
  await until(() => uploads.blocks.length === 2, 'two blocks to be there');
  const before = [...uploads.blocks];
  await anns.page.reload();
  uploads.release({ left: true });

  await anns.conversation.own('File plans.zip', 'read').waitFor({ timeout: 30_000 });
  const after = uploads.blocks.slice(before.length);
  await report(`Blocks: ${before.length} before the reload, ${after.length} after it.`);
  assert.ok(after.length > 0);
  assert.deepEqual(after.filter((block) => before.includes(block)), [], 'no block goes up twice');

  const download = bobs.conversation.from('Ann Lee', 'File plans.zip').getByRole('button', { name: /^Download plans\.zip/ });
  const content = await bobs.conversation.download(download);
  assert.equal(hash(content), hash(file.buffer));
});

scenario('A voice message is recorded, sent and played', async (stage) => {
  const { anns, bobs } = await annAndBob(stage);

  await anns.conversation.sendVoice(2);
  await anns.conversation.own('Voice message', 'read').waitFor();

  const heard = bobs.conversation.from('Ann Lee', 'Voice message');
  await heard.getByText('0:02').waitFor();
  await heard.getByRole('button', { name: 'Play voice message' }).click();
  await heard.getByRole('button', { name: 'Pause' }).waitFor();
  await heard.getByRole('button', { name: 'Play voice message' }).waitFor();
});

async function annAndBob(stage) {
  const [ann, bob] = await Promise.all([person('Ann Lee'), person('Bob Hart')]);
  await directChat(ann, bob);
  const [anns, bobs] = await Promise.all([stage.deviceOf(ann), stage.deviceOf(bob)]);
  await anns.chats.open('Bob Hart');
  await bobs.chats.open('Ann Lee');
  return { anns, bobs };
}

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
