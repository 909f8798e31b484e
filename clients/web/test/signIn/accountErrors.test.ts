import { ChatError } from '@chat/client';
import { describe, expect, it } from 'vitest';
import { checkAccount, refusedAccount } from '../../src/signIn/accountErrors.ts';

const entry = { displayName: 'Mara', userName: 'mara', password: 'long enough' };

describe('an account before it is sent', () => {
  it('passes as the server would have it', () => {
    expect(checkAccount(entry, true)).toEqual({});
  });

  it.each(['ab', '_mara', 'ma ra', 'mära', 'a'.repeat(33)])('refuses the user name %s at sign-up', (userName) => {
    expect(checkAccount({ ...entry, userName }, true).userName).toContain('3 to 32');
  });

  it.each(['short', 'MARAMARA'])('refuses the password %s at sign-up', (password) => {
    expect(checkAccount({ ...entry, userName: 'maramara', password }, true).password).toContain('at least 8');
  });

  it('asks for no rules of a password that exists already', () => {
    expect(checkAccount({ ...entry, displayName: '', password: 'old' }, false)).toEqual({});
  });
});

describe('what the server refused', () => {
  it.each([
    ['bad-credentials', 'password'],
    ['user-name-taken', 'userName'],
    ['bad-user-name', 'userName'],
    ['weak-password', 'password'],
    ['offline', 'form'],
    ['rate-limited', 'form'],
  ] as const)('%s stands beside %s', (code, place) => {
    expect(Object.keys(refusedAccount(new ChatError(code, ''), 'mara'))).toEqual([place]);
  });
});
