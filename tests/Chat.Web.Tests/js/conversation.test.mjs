import { directChat, person } from './stage/people.mjs';
import { phone } from './stage/Device.mjs';
import { scenario } from './stage/scenario.mjs';

scenario('Two people with three devices talk, and see ticks, typing and presence', async (stage) => {
  const [ann, bob] = await Promise.all([person('Ann Lee'), person('Bob Hart')]);
  await directChat(ann, bob);
  const annsLaptop = await stage.deviceOf(ann);
  await annsLaptop.chats.open('Bob Hart');

  // Nobody is there: one tick.
  await annsLaptop.conversation.send('Are you coming tonight?');
  await annsLaptop.conversation.own('Are you coming tonight?', 'sent').waitFor();

  const bobsPhone = await stage.deviceOf(bob, { viewport: phone });
  await annsLaptop.conversation.says('Bob Hart', /online/i);
  await annsLaptop.conversation.own('Are you coming tonight?', 'delivered').waitFor();
  await bobsPhone.chats.unread('Ann Lee', 1).waitFor();

  await bobsPhone.chats.open('Ann Lee');
  await bobsPhone.conversation.from('Ann Lee', 'Are you coming tonight?').waitFor();
  await annsLaptop.conversation.own('Are you coming tonight?', 'read').waitFor();

  const annsTablet = await stage.deviceOf(ann);
  await annsTablet.chats.open('Bob Hart');
  await annsTablet.conversation.own('Are you coming tonight?', 'read').waitFor();

  await bobsPhone.conversation.write('Yes, and I bring the cake');
  await Promise.all([annsLaptop, annsTablet].map(({ conversation }) => conversation.says('Bob Hart', /typing/i)));
  await bobsPhone.conversation.submit();
  await Promise.all([annsLaptop, annsTablet].map(({ conversation }) => conversation.from('Bob Hart', 'Yes, and I bring the cake').waitFor()));
  await bobsPhone.conversation.own('Yes, and I bring the cake', 'read').waitFor();

  // What one of her devices sends the other has, as her own.
  await annsTablet.conversation.send('Wonderful! 🎂');
  await annsLaptop.conversation.own('Wonderful! 🎂', 'read').waitFor();
  await bobsPhone.conversation.from('Ann Lee', 'Wonderful! 🎂').waitFor();

  await bobsPhone.settings.signOut();
  await bobsPhone.signIn.shown();
  await annsLaptop.conversation.says('Bob Hart', /last seen/i);
});

scenario('A second device of a user catches up with what was said before and meanwhile', async (stage) => {
  const [ann, bob] = await Promise.all([person('Ann Lee'), person('Bob Hart')]);
  await directChat(ann, bob);
  const bobs = await stage.deviceOf(bob);
  await bobs.chats.open('Ann Lee');
  await bobs.conversation.send('Said before');

  const first = await stage.deviceOf(ann);
  await first.chats.open('Bob Hart');
  await first.conversation.from('Bob Hart', 'Said before').waitFor();
  const second = await stage.deviceOf(ann);
  await second.chats.open('Bob Hart');
  await second.conversation.from('Bob Hart', 'Said before').waitFor();

  // Away and back: what came meanwhile is there, in order.
  await second.page.goto('about:blank');
  for (const text of ['One', 'Two', 'Three']) await bobs.conversation.send(text);
  await first.conversation.from('Bob Hart', 'Three').waitFor();
  await second.page.goto('/');
  await second.chats.unread('Bob Hart', 0).waitFor();
  await second.chats.open('Bob Hart');
  await second.conversation.from('Bob Hart', 'Three').waitFor();
  await second.conversation.inOrder('Said before', 'One', 'Two', 'Three');
});
