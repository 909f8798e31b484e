import { ChatError } from '@chat/client';
import { beforeEach, describe, expect, it } from 'vitest';
import { Details } from '../../src/group/Details.tsx';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';
import { after, control, show, type } from '../show.tsx';

const close = (): void => undefined;

describe('the details of a chat', () => {
  let chat: FakeChat;

  beforeEach(() => {
    chat = new FakeChat(demoWorld(() => new Date(2026, 10, 22, 14, 0).getTime()));
  });

  it('remove a member only after asking', async () => {
    const root = await show(chat, <Details chatId="c_5" onClose={close} />);
    await after(() => control('What to do with Olu Adeyemi').click());
    await after(() => control('Remove from the group').click());
    expect(chat.calls).not.toContain('removeMember c_5 u_19');
    await after(() => control('Remove').click());
    expect(chat.calls).toContain('removeMember c_5 u_19');
    expect(root.textContent).not.toContain('Olu Adeyemi');
    expect(root.textContent).toContain('2 members');
  });

  it('offer an admin neither roles nor the removal of the owner', async () => {
    await show(chat, <Details chatId="c_2" onClose={close} />);
    await after(() => control('What to do with Lucía Ferrer').click());
    const entries = [...document.querySelectorAll('[role=menuitem]')].map((entry) => entry.textContent);
    expect(entries).toEqual(['Message Lucía']);
  });

  it('keep the question open where the server refuses, and say why', async () => {
    await show(chat, <Details chatId="c_2" onClose={close} />);
    await after(() => control('Leave the group').click());
    chat.refusal = new ChatError('offline', 'not reached');
    await after(() => control('Leave').click());
    expect(document.querySelector('dialog')?.textContent).toContain('No connection');
  });

  it('rename a group', async () => {
    const root = await show(chat, <Details chatId="c_5" onClose={close} />);
    await after(() => control('Rename the group').click());
    await type('Name', 'Kitchen and bath');
    await after(() => control('Rename').click());
    expect(root.querySelector('h2')?.textContent).toBe('Kitchen and bath');
  });

  it('block a person after asking, and unblock without', async () => {
    await show(chat, <Details chatId="c_1" onClose={close} />);
    await after(() => control('Block Jonas Weber').click());
    await after(() => control('Block').click());
    expect(await chat.blocks()).toEqual(['u_11']);
    await after(() => control(/^Unblock Jonas Weber/u).click());
    expect(await chat.blocks()).toEqual([]);
  });
});
