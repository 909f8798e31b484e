import { expect, it } from 'vitest';
import { Devices } from '../../src/devices/Devices.tsx';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';
import { after, control, show } from '../show.tsx';

it('another device is signed out after asking, and is gone from the list', async () => {
  const chat = new FakeChat(demoWorld(() => new Date(2026, 10, 22, 14, 0).getTime()));
  const root = await show(chat, <Devices onBack={() => undefined} />);
  expect(root.textContent).toContain('In use now');
  await after(() => control('Sign out Pixel 9').click());
  await after(() => control('Sign out').click());
  expect(chat.calls).toContain('signOutDevice d_2');
  expect(root.textContent).not.toContain('Pixel 9');
});
