import { directChat, person } from './stage/people.mjs';
import { scenario } from './stage/scenario.mjs';

scenario('A device is signed out from another one, and its store is gone', async (stage) => {
  const [ann, bob] = await Promise.all([person('Ann Lee'), person('Bob Hart')]);
  await directChat(ann, bob);
  const lost = await stage.deviceOf(ann);
  await lost.chats.row('Bob Hart').waitFor();
  const kept = await stage.deviceOf(ann);

  lost.complaints.expect(/status of 401/, /WebSocket/);
  await kept.settings.openDevices();
  await kept.settings.signOutOther('Chrome on Linux');

  await lost.signIn.shown();
  await lost.page.reload();
  await lost.signIn.shown();
  await kept.page.goto('/');
  await kept.chats.row('Bob Hart').waitFor();
});
