import type { ChatEvents } from '@chat/client';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { signIn, signUp } from '#backend';
import { toChatError } from '../app/errors.ts';
import { Mark } from '../app/Mark.tsx';
import { enter } from '../app/session.ts';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { TextField } from '../design/TextField.tsx';
import { checkAccount, refusedAccount, type AccountEntry, type AccountErrors } from './accountErrors.ts';
import { deviceName } from './deviceName.ts';
import { signedOutText } from './signedOutText.ts';
import './SignIn.css';

const empty: AccountEntry = { displayName: '', userName: '', password: '' };

/** Signing in and signing up, on one page. */
export function SignIn({ reason }: { readonly reason: ChatEvents['signedOut']['reason'] | undefined }): JSX.Element {
  const [signingUp, setSigningUp] = useState(false);
  const [entry, setEntry] = useState(empty);
  const [errors, setErrors] = useState<AccountErrors>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const notice = signedOutText(reason);

  // The first field that is wrong gets the focus, which reads its error out.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [errors]);

  const field = (name: keyof AccountEntry) => ({
    value: entry[name],
    error: errors[name],
    onInput: (value: string) => {
      setEntry((before) => ({ ...before, [name]: value }));
      if (errors[name] !== undefined || errors.form !== undefined) {
        setErrors(({ [name]: _, form: __, ...rest }) => rest);
      }
    },
  });

  const submit = async (): Promise<void> => {
    const wrong = checkAccount(entry, signingUp);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const account = { userName: entry.userName.trim(), password: entry.password, deviceName: deviceName(navigator.userAgent) };
    try {
      enter(signingUp ? await signUp({ ...account, displayName: entry.displayName.trim() }) : await signIn(account));
    } catch (error) {
      setErrors(refusedAccount(toChatError(error), account.userName));
      setBusy(false);
    }
  };

  return (
    <main class="sign-in">
      <div class="sign-in-back">
        <Mark size={900} />
      </div>
      <div class="sign-in-column">
        <header class="sign-in-head">
          <Mark size={52} />
          <h1>{signingUp ? 'Create an account' : 'Sign in to Chat'}</h1>
          {!signingUp && <p>Your conversations, on all your devices.</p>}
        </header>
        {notice !== undefined && (
          <p class="sign-in-notice" role="status">
            <Icon name="info" size={20} />
            {notice}
          </p>
        )}
        <form
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void submit();
          }}
        >
          {signingUp && (
            <TextField
              {...field('displayName')}
              label="Name"
              name="name"
              autocomplete="name"
              autocapitalize="words"
              maxLength={100}
              hint="As others see you."
            />
          )}
          <TextField
            {...field('userName')}
            label="User name"
            name="username"
            autocomplete="username"
            autocapitalize="off"
            maxLength={32}
            {...(signingUp ? { hint: 'Others find you by it.' } : {})}
          />
          <TextField
            {...field('password')}
            key={signingUp ? 'new' : 'current'}
            label="Password"
            type="password"
            name="password"
            autocomplete={signingUp ? 'new-password' : 'current-password'}
            autocapitalize="off"
            {...(signingUp ? { hint: 'At least 8 characters.' } : {})}
          />
          <p class="sign-in-error" role="alert">
            {errors.form}
          </p>
          <Button kind="primary" type="submit" wide busy={busy}>
            {signingUp ? 'Create account' : 'Sign in'}
          </Button>
        </form>
        <p class="sign-in-other">
          {signingUp ? 'You have an account? ' : 'New here? '}
          <button
            type="button"
            onClick={() => {
              setSigningUp(!signingUp);
              setErrors({});
            }}
          >
            {signingUp ? 'Sign in' : 'Create an account'}
          </button>
        </p>
      </div>
    </main>
  );
}
