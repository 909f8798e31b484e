import type { JSX } from 'preact';
import { useClient } from '../app/ClientContext.tsx';
import { errorText, toChatError } from '../app/errors.ts';
import { useRead } from '../app/useRead.ts';
import { useUser } from '../app/useUser.ts';
import { Avatar } from '../design/Avatar.tsx';
import { Button } from '../design/Button.tsx';
import { Row } from '../design/Row.tsx';
import { RowSkeletons } from '../design/RowSkeletons.tsx';
import { Section } from '../design/Section.tsx';
import { toast } from '../design/Toast.tsx';

/** Whom the user has blocked, each to be unblocked. */
export function BlockedUsers(): JSX.Element {
  const { value, failure, again } = useRead(
    'blocks',
    (client) => client.blocks(),
    () => false,
  );
  return (
    <Section
      title="Blocked people"
      note="They cannot write to you, add you to groups or see when you are online. They are not told."
    >
      {value === undefined && failure === undefined && <RowSkeletons count={1} />}
      {failure !== undefined && (
        <Row
          icon="warning"
          title="Not to be had now"
          detail={errorText(failure)}
          end={<Button onClick={again}>Try again</Button>}
        />
      )}
      {value?.length === 0 && (
        <Row icon="block" title="Nobody is blocked" detail="You block somebody from the details of your chat." />
      )}
      {value !== undefined && value.length > 0 && (
        <ul>
          {value.map((userId) => (
            <li key={userId}>
              <BlockedUser userId={userId} onUnblocked={again} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function BlockedUser({ userId, onUnblocked }: { readonly userId: string; readonly onUnblocked: () => void }): JSX.Element {
  const client = useClient();
  const user = useUser(userId);
  const unblock = async (): Promise<void> => {
    try {
      await client.block(userId, false);
      onUnblocked();
      toast(`${user?.displayName ?? 'The person'} is not blocked any more`);
    } catch (error) {
      toast(errorText(toChatError(error)), { wrong: true });
    }
  };
  return (
    <Row
      lead={<Avatar id={userId} name={user?.displayName} size={40} />}
      title={user?.displayName ?? 'Unknown'}
      detail={user?.userName}
      end={
        <Button onClick={() => void unblock()}>
          Unblock<span class="spoken"> {user?.displayName}</span>
        </Button>
      }
    />
  );
}
