import { groupChat, directChat, person } from './stage/people.mjs';
import { assertAccessible } from './stage/accessibility.mjs';
import { desktop, phone } from './stage/Device.mjs';
import { scenario } from './stage/scenario.mjs';

for (const [size, viewport] of Object.entries({ desktop, phone })) {
  scenario(`Every screen is accessible on a ${size}, in light and dark`, async (stage) => {
    const [ann, bob, eve] = await Promise.all([person('Ann Lee'), person('Bob Hart'), person('Eve Moss')]);
    await directChat(ann, eve);
    await groupChat(ann, 'Summer house', [bob, eve]);
    const device = await stage.device({ viewport });
    const check = async (screen) => {
      for (const colorScheme of ['light', 'dark']) {
        await device.page.emulateMedia({ colorScheme });
        await assertAccessible(device.page, `${screen}, ${colorScheme}, ${size}`);
      }
    };

    await device.signIn.shown();
    await check('sign-in');
    await device.signIn.signIn(ann);
    await device.chats.row('Summer house').waitFor();
    await check('list');
    await device.chats.open('Summer house');
    await device.conversation.send('Who has the key?');
    await device.conversation.send('https://example.org/map 🎉');
    await device.conversation.own('🎉', 'sent').waitFor();
    await check('conversation');
    await device.conversation.openDetails();
    await device.details.member('Bob Hart').waitFor();
    await check('group details');
    await device.settings.openDevices();
    await check('devices');
    await device.settings.open();
    await check('settings');
  });
}
