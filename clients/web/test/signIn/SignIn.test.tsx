import { ChatError } from '@chat/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { signIn, signUp } from '#backend';
import { session } from '../../src/app/session.ts';
import { SignIn } from '../../src/signIn/SignIn.tsx';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';
import { after, control, field, show, type } from '../show.tsx';

vi.mock('#backend', () => ({ openChat: vi.fn(), signIn: vi.fn(), signUp: vi.fn() }));

const chat = new FakeChat(demoWorld(() => 0));

function errorOf(label: string): string | null | undefined {
  const id = field(label).getAttribute('aria-describedby');
  return field(label).getAttribute('aria-invalid') === 'true' && id !== null
    ? document.getElementById(id)?.textContent
    : undefined;
}

async function submit(): Promise<void> {
  await after(() => document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true })));
}

describe('signing in and up', () => {
  beforeEach(async () => {
    vi.mocked(signIn).mockReset();
    vi.mocked(signUp).mockReset();
    session.value = { state: 'signed-out' };
    await show(chat, <SignIn reason={undefined} />);
  });

  it('says beside the field that a user name is taken, gives it the focus and forgets it at the next letter', async () => {
    vi.mocked(signUp).mockRejectedValue(new ChatError('user-name-taken', ''));
    await after(() => control('Create an account').click());
    await type('Name', 'Jonas');
    await type('User name', 'jonas');
    await type('Password', 'long enough');
    await submit();
    expect(errorOf('User name')).toContain('is taken');
    expect(document.activeElement).toBe(field('User name'));
    await type('User name', 'jonas2');
    expect(errorOf('User name')).toBeUndefined();
  });

  it('asks the server for nothing while a field is empty', async () => {
    await type('User name', 'mara');
    await submit();
    expect(errorOf('Password')).toBe('Enter your password.');
    expect(signIn).not.toHaveBeenCalled();
  });

  it('says how long to wait, and keeps what was typed', async () => {
    vi.mocked(signIn).mockRejectedValue(new ChatError('rate-limited', '', 30));
    await type('User name', 'mara');
    await type('Password', 'secret');
    await submit();
    expect(document.querySelector('[role=alert]')?.textContent).toBe('Too many attempts. Try again in 30 seconds.');
    expect(field('Password').value).toBe('secret');
  });

  it('opens the session, and closes it when another device signs this one out', async () => {
    vi.mocked(signIn).mockResolvedValue(chat);
    await type('User name', ' mara ');
    await type('Password', 'secret');
    await submit();
    expect(vi.mocked(signIn).mock.calls[0]?.[0].userName).toBe('mara');
    expect(session.value).toEqual({ state: 'open', client: chat });
    chat.endSession('device-revoked');
    expect(session.value).toEqual({ state: 'signed-out', reason: 'device-revoked' });
  });
});
