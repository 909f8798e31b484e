import { person } from './stage/people.mjs';
import { scenario } from './stage/scenario.mjs';

scenario('A group is made, grows, changes its roles and name, and people leave it', async (stage) => {
  const [ann, bob, eve] = await Promise.all([person('Ann Lee'), person('Bob Hart'), person('Eve Moss')]);
  const [anns, bobs, eves] = [await stage.deviceOf(ann), await stage.deviceOf(bob), await stage.deviceOf(eve)];

  await anns.newChat.group('Summer house', [bob]);
  await anns.conversation.titled('Summer house').waitFor();
  await bobs.chats.open('Summer house');
  await anns.conversation.send('Who has the key?');
  await bobs.conversation.from('Ann Lee', 'Who has the key?').waitFor();

  await anns.conversation.openDetails();
  await anns.details.add(eve);
  await anns.details.member('Eve Moss').waitFor();
  await eves.chats.open('Summer house');
  await bobs.conversation.send('I have it');
  await eves.conversation.from('Bob Hart', 'I have it').waitFor();
  await eves.conversation.absent('Who has the key?');

  await anns.details.makeAdmin('Bob Hart');
  await anns.details.member('Bob Hart', 'Admin').waitFor();
  await bobs.conversation.openDetails();
  await bobs.details.rename('Lake house');
  await Promise.all([anns, bobs, eves].map(({ conversation }) => conversation.titled('Lake house').waitFor()));

  await bobs.details.remove('Eve Moss');
  await eves.conversation.cannotWrite();
  await bobs.conversation.send('Only for us two');
  await anns.conversation.from('Bob Hart', 'Only for us two').waitFor();
  await eves.conversation.absent('Only for us two');

  await anns.details.leave();
  await bobs.details.member('Bob Hart', 'Owner').waitFor();
});
