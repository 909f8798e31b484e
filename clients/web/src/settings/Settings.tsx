import type { JSX } from 'preact';
import { useClient } from '../app/ClientContext.tsx';
import { Page } from '../app/Page.tsx';
import { navigate } from '../app/routing.ts';
import { showShortcuts } from '../app/Shortcuts.tsx';
import { theme, type Theme } from '../app/theme.ts';
import { Avatar } from '../design/Avatar.tsx';
import { Icon } from '../design/Icon.tsx';
import { Row } from '../design/Row.tsx';
import { Section } from '../design/Section.tsx';
import { SignOutHere } from '../devices/SignOutHere.tsx';
import { BlockedUsers } from './BlockedUsers.tsx';
import { Choice } from './Choice.tsx';
import { LastSeenPrivacy } from './LastSeenPrivacy.tsx';

const themes: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function Settings({ onBack }: { readonly onBack: () => void }): JSX.Element {
  const { session } = useClient();
  return (
    <Page title="Settings" onBack={onBack}>
      <Section note="Others find you by your user name.">
        <Row
          lead={<Avatar id={session.userId} name={session.displayName} size={56} />}
          title={session.displayName}
          detail={session.userName}
        />
      </Section>
      <Section title="Appearance">
        <Choice
          label="Appearance"
          options={themes}
          value={theme.value}
          onChange={(value) => {
            theme.value = value;
          }}
        />
      </Section>
      <LastSeenPrivacy />
      <BlockedUsers />
      <Section>
        <Row
          icon="devices"
          title="Devices"
          detail="Where you are signed in"
          end={<Icon name="forward" size={18} class="row-icon" />}
          onClick={() => navigate({ screen: 'devices' })}
        />
        <Row icon="keyboard" title="Keyboard shortcuts" onClick={showShortcuts} />
        <SignOutHere />
      </Section>
    </Page>
  );
}
