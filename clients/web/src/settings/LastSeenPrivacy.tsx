import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { Section } from '../design/Section.tsx';
import { toast } from '../design/Toast.tsx';
import { Choice } from './Choice.tsx';
import { keepPrivacy, keptPrivacy, type LastSeen } from './keptPrivacy.ts';

const options: readonly { readonly value: LastSeen; readonly label: string; readonly detail: string }[] = [
  { value: 'everyone', label: 'Everyone', detail: 'Who shares any chat with you' },
  { value: 'contacts', label: 'Contacts', detail: 'Who shares a direct chat with you' },
  { value: 'nobody', label: 'Nobody', detail: 'You are never shown as online' },
];

/** Who may see when the user is online and was last. */
export function LastSeenPrivacy(): JSX.Element {
  const client = useClient();
  const [value, setValue] = useState(() => keptPrivacy(client.session.userId));
  const [busy, setBusy] = useState(false);

  const change = async (to: LastSeen): Promise<void> => {
    const before = value;
    setValue(to);
    setBusy(true);
    try {
      await client.setPrivacy(to);
      keepPrivacy(client.session.userId, to);
    } catch (error) {
      setValue(before);
      toast(errorText(toChatError(error)), { wrong: true });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Section title="Who sees when you are online" note="As it was last set on this device.">
      <Choice
        label="Who sees when you are online"
        options={options}
        value={value}
        disabled={busy}
        onChange={(to) => void change(to)}
      />
    </Section>
  );
}
