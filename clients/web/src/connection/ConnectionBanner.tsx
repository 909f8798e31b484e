import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { useConnection } from '../app/useConnection.ts';
import { Icon } from '../design/Icon.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { connectionNotice } from './connectionText.ts';
import './ConnectionBanner.css';

/** "Connecting" is not worth a word while it takes no longer than this, in ms. */
const patience = 1200;

/** Says plainly, above everything, that the server is not reached and what to do. */
export function ConnectionBanner(): JSX.Element {
  const client = useClient();
  const connection = useConnection();
  const [now, setNow] = useState(() => Date.now());
  const [patient, setPatient] = useState(true);

  useEffect(() => {
    setNow(Date.now());
    if (connection.nextAttemptAt === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [connection]);

  useEffect(() => {
    setPatient(true);
    if (connection.state !== 'connecting') return;
    const timer = setTimeout(() => setPatient(false), patience);
    return () => clearTimeout(timer);
  }, [connection.state]);

  const notice = connection.state === 'connecting' && patient ? undefined : connectionNotice(connection, now);
  const act = (): void => {
    if (notice?.action?.does === 'reload') location.reload();
    else client.reconnect();
  };

  return (
    <section class="connection" aria-label="Connection" data-state={connection.state}>
      {/* Read out by what changes, not by each second that the next attempt comes nearer. */}
      <p class="spoken" role="status">
        {notice === undefined ? '' : connectionNotice({ ...connection, nextAttemptAt: 0 }, now)?.text}
      </p>
      {notice !== undefined && (
        <div class={`connection-notice connection-${notice.tone}`}>
          {notice.tone === 'calm' ? (
            <Spinner size={14} />
          ) : (
            <Icon name={notice.tone === 'warning' ? 'offline' : 'info'} size={18} />
          )}
          <p class="tabular">{notice.text}</p>
          {notice.action !== undefined && (
            <button type="button" class="connection-action" onClick={act}>
              {notice.action.label}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
