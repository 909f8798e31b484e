import type { ChatError } from '@chat/client';
import { errorText } from '../app/errors.ts';

export type AccountField = 'displayName' | 'userName' | 'password';

export interface AccountEntry {
  readonly displayName: string;
  readonly userName: string;
  readonly password: string;
}

/** What is wrong, beside the field that it is about; `form` where it is about none. */
export type AccountErrors = Partial<Record<AccountField | 'form', string>>;

const badUserName = 'Use 3 to 32 letters, digits or . _ - and begin with a letter or digit.';
const weakPassword = 'Use at least 8 characters, and not your user name.';

/** What can be seen without the server; the same rules as its own. */
export function checkAccount(entry: AccountEntry, signingUp: boolean): AccountErrors {
  const errors: AccountErrors = {};
  const userName = entry.userName.trim();
  if (signingUp && entry.displayName.trim() === '') errors.displayName = 'Enter the name that others are to see.';
  if (userName === '') errors.userName = 'Enter your user name.';
  else if (signingUp && !/^[a-zA-Z0-9][a-zA-Z0-9_.-]{2,31}$/u.test(userName)) errors.userName = badUserName;
  if (entry.password === '') errors.password = 'Enter your password.';
  else if (signingUp && (entry.password.length < 8 || entry.password.toLowerCase() === userName.toLowerCase())) {
    errors.password = weakPassword;
  } else if (entry.password.length > 128) errors.password = 'Use at most 128 characters.';
  return errors;
}

/** What the server refused. */
export function refusedAccount(error: ChatError, userName: string): AccountErrors {
  switch (error.code) {
    case 'bad-credentials':
      return { password: 'User name and password do not match.' };
    case 'user-name-taken':
      return { userName: `“${userName}” is taken. Choose another one.` };
    case 'bad-user-name':
      return { userName: badUserName };
    case 'weak-password':
      return { password: weakPassword };
    default:
      return { form: errorText(error) };
  }
}
