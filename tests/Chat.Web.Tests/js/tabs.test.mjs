import assert from 'node:assert/strict';
import { directChat, person } from './stage/people.mjs';
import { scenario } from './stage/scenario.mjs';
import { until } from './stage/until.mjs';

scenario('Two tabs of a profile share one connection, and the second takes over when the first closes', async (stage) => {
  const [ann, bob] = await Promise.all([person('Ann Lee'), person('Bob Hart')]);
  await directChat(ann, bob);
  const bobs = await stage.deviceOf(bob);
  await bobs.chats.open('Ann Lee');
  const anns = await stage.device();
  const first = connectionsOf(anns.page);
  await anns.signIn.signIn(ann);
  await anns.chats.open('Bob Hart');
  await until(() => first.open === 1, 'the first tab to be connected');
  const firstTab = { page: anns.page, conversation: anns.conversation };

  await anns.newTab();
  const second = connectionsOf(anns.page);
  await anns.page.reload();
  await anns.chats.open('Bob Hart');
  await bobs.conversation.send('To both tabs');
  for (const { conversation } of [firstTab, anns]) await conversation.from('Bob Hart', 'To both tabs').waitFor();
  await anns.conversation.send('From the second tab');
  await bobs.conversation.from('Ann Lee', 'From the second tab').waitFor();
  await firstTab.conversation.own('From the second tab', 'read').waitFor();
  assert.deepEqual([first.open, first.ever, second.ever], [1, 1, 0]);

  await firstTab.page.close();
  await until(() => second.open === 1, 'the second tab to take over');
  await bobs.conversation.send('Still there?');
  await anns.conversation.from('Bob Hart', 'Still there?').waitFor();
  await anns.conversation.send('Still here');
  await bobs.conversation.from('Ann Lee', 'Still here').waitFor();
});

function connectionsOf(page) {
  const counts = { open: 0, ever: 0 };
  page.on('websocket', (socket) => {
    counts.open++;
    counts.ever++;
    socket.on('close', () => counts.open--);
  });
  return counts;
}
