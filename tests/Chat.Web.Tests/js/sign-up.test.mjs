import { randomUUID } from 'node:crypto';
import { person } from './stage/people.mjs';
import { scenario } from './stage/scenario.mjs';

scenario('Somebody new signs up, finds a friend by user name, and keeps a draft', async (stage) => {
  const bob = await person('Bob Hart');
  const bobs = await stage.deviceOf(bob);
  const ann = { displayName: 'Ann Lee', userName: `ann-${randomUUID().slice(0, 8)}`, password: 'correct horse battery' };
  const anns = await stage.device();

  anns.complaints.expect(/status of 409/);
  await anns.signIn.signUp({ ...ann, userName: bob.userName });
  await anns.page.getByText(`“${bob.userName}” is taken.`).waitFor();
  await anns.page.getByLabel('User name').fill(ann.userName);
  await anns.page.getByRole('button', { name: 'Create account' }).click();
  await anns.page.getByRole('heading', { name: 'No chats yet' }).waitFor();

  await anns.newChat.direct(bob);
  await anns.conversation.send('Hello Bob, it is me');
  await bobs.chats.unread('Ann Lee', 1).waitFor();
  await anns.conversation.write('To be finished later');
  await anns.page.goto('/#/settings');
  await anns.chats.row('Bob Hart', 'Draft: To be finished later').waitFor();
  await anns.page.reload();
  await anns.chats.open('Bob Hart');
  await anns.conversation.holds('To be finished later');
});
