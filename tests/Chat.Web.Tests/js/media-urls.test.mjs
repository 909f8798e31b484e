import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { onHub } from './stage/hub.mjs';
import { ask, directChat, person } from './stage/people.mjs';
import { scenario } from './stage/scenario.mjs';

scenario('Media are read by who may see them, as signed and not otherwise', async (stage) => {
  const [ann, bob, eve] = await Promise.all(['Ann', 'Bob', 'Eve'].map((name) => person(name)));
  const chat = await directChat(ann, bob);
  const { page, complaints } = await stage.device();
  const content = randomBytes(50_000);
  const { mediaId, uploadUrl, uploadHeaders } = await ask(ann, 'POST', '/api/media', { contentType: 'image/png', size: content.length });

  // From the page: its policy and the store's CORS rules let it.
  assert.equal(await put(page, uploadUrl, uploadHeaders, content), 201);
  await ask(ann, 'POST', `/api/media/${mediaId}/complete`);
  await assert.rejects(ask(bob, 'GET', `/api/media/${mediaId}`), /404.*media-not-found/);

  await onHub(ann, (hub) => hub.send(chat.chatId, 'see', { mediaIds: [mediaId] }));
  const { downloadUrl } = await ask(bob, 'GET', `/api/media/${mediaId}`);
  assert.deepEqual(await read(page, downloadUrl), { status: 200, content: content.toString('base64') });
  await assert.rejects(ask(eve, 'GET', `/api/media/${mediaId}`), /404.*media-not-found/);

  complaints.expect(/status of 40[0-9]/);
  for (const [what, url] of Object.entries(forgeries(downloadUrl))) {
    assert.match(String((await read(page, url)).status), /^40[134]$/, `${what} is refused`);
  }
  assert.match(String(await put(page, downloadUrl, uploadHeaders, content)), /^40[13]$/, 'writing with a reading URL is refused');
  assert.match(String(await put(page, forgeries(uploadUrl)['another blob'], uploadHeaders, content)), /^40[13]$/, 'another blob is not written');
});

function forgeries(url) {
  const changed = (change) => {
    const forged = new URL(url);
    change(forged);
    return forged.href;
  };
  return {
    'no signature': changed((forged) => (forged.search = '')),
    'a changed signature': changed((forged) => {
      const signature = forged.searchParams.get('sig');
      forged.searchParams.set('sig', `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`);
    }),
    'a later end': changed((forged) => forged.searchParams.set('se', '2099-01-01T00:00:00Z')),
    'more permissions': changed((forged) => forged.searchParams.set('sp', 'rwdl')),
    'another blob': changed((forged) => (forged.pathname = forged.pathname.replace(/.$/, (last) => (last === '0' ? '1' : '0')))),
    'the container': changed((forged) => {
      forged.pathname = forged.pathname.slice(0, forged.pathname.lastIndexOf('/'));
      forged.searchParams.set('restype', 'container');
      forged.searchParams.set('comp', 'list');
    }),
  };
}

const put = (page, url, headers, content) =>
  page.evaluate(
    async ({ url, headers, body }) => {
      const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
      return (await fetch(url, { method: 'PUT', headers, body: bytes })).status;
    },
    { url, headers, body: content.toString('base64') },
  );

const read = (page, url) =>
  page.evaluate(async (url) => {
    const answer = await fetch(url);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return answer.ok
      ? { status: answer.status, content: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) }
      : { status: answer.status };
  }, url);
