import { directChat, person } from './stage/people.mjs';
import { scenario } from './stage/scenario.mjs';
import { kill, replicas } from './stage/services.mjs';

const noNetwork = [/ERR_INTERNET_DISCONNECTED/, /WebSocket/, /ERR_NETWORK_CHANGED/];

scenario('What is written offline goes out by itself when the network is back', async (stage) => {
  const [anns, bobs] = await annAndBob(stage);

  anns.complaints.expect(...noNetwork);
  await anns.setOffline(true);
  await anns.chats.offline().waitFor();
  await anns.conversation.send('Written in the tunnel');
  await anns.conversation.send('And another');
  await anns.conversation.own('And another', 'waiting to be sent').waitFor();
  await bobs.conversation.send('Where are you?');

  await anns.setOffline(false);
  await anns.conversation.from('Bob Hart', 'Where are you?').waitFor();
  await anns.conversation.own('And another', 'read').waitFor();
  await bobs.conversation.from('Ann Lee', 'And another').waitFor();
  await bobs.conversation.inOrder('Where are you?', 'Written in the tunnel', 'And another');
  await anns.conversation.inOrder('Where are you?', 'Written in the tunnel', 'And another');
});

scenario('What waits in the outbox goes out after the tab was closed and opened again', async (stage) => {
  const [anns, bobs] = await annAndBob(stage);

  anns.complaints.expect(...noNetwork);
  await anns.setOffline(true);
  await anns.chats.offline().waitFor();
  await anns.conversation.send('Written before the tab closed');
  await anns.conversation.own('Written before the tab closed', 'waiting to be sent').waitFor();
  await anns.page.close();
  await anns.setOffline(false);

  await anns.newTab();
  await bobs.conversation.from('Ann Lee', 'Written before the tab closed').waitFor();
  await anns.chats.open('Bob Hart');
  await anns.conversation.own('Written before the tab closed', 'read').waitFor();
});

scenario('A gateway is killed and the conversation goes on', async (stage) => {
  const [anns, bobs] = await annAndBob(stage);
  await anns.conversation.send('Before');
  await anns.conversation.own('Before', 'read').waitFor();

  for (const device of [anns, bobs]) device.complaints.expect(/WebSocket/, /status of (40[0-9]|50[0-9])/, /ERR_CONNECTION|ERR_EMPTY_RESPONSE/);
  for (const gateway of replicas('gateway')) {
    const restarted = kill(gateway);
    await anns.conversation.send(`While gateway ${gateway.replica} is gone`);
    await bobs.conversation.send(`Me too, ${gateway.replica}`);
    await bobs.conversation.from('Ann Lee', `While gateway ${gateway.replica} is gone`).waitFor({ timeout: 30_000 });
    await anns.conversation.from('Bob Hart', `Me too, ${gateway.replica}`).waitFor({ timeout: 30_000 });
    await restarted;
  }
  await anns.conversation.send('After');
  await anns.conversation.own('After', 'read').waitFor({ timeout: 30_000 });
  await bobs.conversation.once('Before', 'After', ...replicas('gateway').flatMap(({ replica }) => [`While gateway ${replica} is gone`, `Me too, ${replica}`]));
});

// A device of each, with their chat open.
async function annAndBob(stage) {
  const [ann, bob] = await Promise.all([person('Ann Lee'), person('Bob Hart')]);
  await directChat(ann, bob);
  const [anns, bobs] = [await stage.deviceOf(ann), await stage.deviceOf(bob)];
  await anns.chats.open('Bob Hart');
  await bobs.chats.open('Ann Lee');
  return [anns, bobs];
}
