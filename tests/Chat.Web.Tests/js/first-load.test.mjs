import assert from 'node:assert/strict';
import { report } from './stage/report.mjs';
import { scenario } from './stage/scenario.mjs';

/** Bytes on the wire, headers included. */
const limit = 120 * 1024;

scenario('The first load is small', async (stage) => {
  const device = await stage.device({ url: 'about:blank' });
  const session = await device.context.newCDPSession(device.page);
  const requests = new Map();
  session.on('Network.responseReceived', ({ requestId, response }) => requests.set(requestId, { url: response.url, bytes: 0 }));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request !== undefined) request.bytes = encodedDataLength;
  });
  await session.send('Network.enable');

  await device.page.goto('/', { waitUntil: 'networkidle' });
  await device.signIn.shown();

  const loaded = [...requests.values()].filter(({ url }) => !url.startsWith('data:') && !url.startsWith('blob:'));
  for (const { url, bytes } of loaded) console.log(`${String(bytes).padStart(7)} ${new URL(url).pathname}`);
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  await report(`First load: ${total} bytes in ${loaded.length} requests.`);
  assert.ok(loaded.length > 1);
  assert.ok(total < limit, `${total} bytes are more than ${limit}`);
});
