import assert from 'node:assert/strict';
import { directChat, person } from './stage/people.mjs';
import { scenario } from './stage/scenario.mjs';
import { tabTo } from './stage/keyboard.mjs';

scenario('Sign in, pick a chat, write and send, by the keyboard alone', async (stage) => {
  const [ann, bob] = await Promise.all([person('Ann Lee'), person('Bob Hart')]);
  await directChat(ann, bob);
  const { page, signIn, chats, conversation } = await stage.device();
  await signIn.shown();

  await tabTo(page, 'User name');
  await page.keyboard.type(ann.userName);
  await tabTo(page, 'Password');
  await page.keyboard.type(ann.password);
  await page.keyboard.press('Enter');
  await chats.row('Bob Hart').waitFor();

  await tabTo(page, 'Bob Hart');
  await page.keyboard.press('Enter');
  await conversation.text.waitFor();
  await tabTo(page, 'Message');
  await page.keyboard.type('Written');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('by keys');
  await page.keyboard.press('Enter');
  await conversation.own('by keys', 'sent').waitFor();
  assert.equal(await conversation.text.inputValue(), '');

  await page.keyboard.press('Escape');
  await page.getByText('Choose a chat').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('bob');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await conversation.own('by keys', 'sent').waitFor();
});
