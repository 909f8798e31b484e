import type { Attachment, ChatClient } from '@chat/client';
import { useEffect, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { inertBlob } from './inertBlob.ts';
import { MediaUrls } from './MediaUrls.ts';

const ofClient = new WeakMap<ChatClient, MediaUrls>();

function mediaUrls(client: ChatClient): MediaUrls {
  let urls = ofClient.get(client);
  if (urls === undefined) {
    urls = new MediaUrls((attachment, signal) => client.media(attachment, { signal }), {
      create: (blob) => URL.createObjectURL(inertBlob(blob)),
      revoke: (url) => URL.revokeObjectURL(url),
    });
    ofClient.set(client, urls);
  }
  return urls;
}

export interface MediaUrl {
  readonly url: string | undefined;
  readonly failed: boolean;
  readonly again: () => void;
}

/** The object URL of a received medium while it is shown. `wanted`: false leaves it where it is. */
export function useMediaUrl(attachment: Attachment | undefined, wanted = true): MediaUrl {
  const client = useClient();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ readonly id?: string; readonly url?: string; readonly failed?: boolean }>({});
  const id = wanted ? attachment?.mediaId : undefined;

  useEffect(() => {
    if (id === undefined || attachment === undefined) return;
    const lease = mediaUrls(client).acquire(attachment);
    let closed = false;
    if (lease.url !== undefined) setState({ id, url: lease.url });
    lease.ready.then(
      (url) => {
        if (!closed) setState({ id, url });
      },
      () => {
        if (!closed) setState({ id, failed: true });
      },
    );
    return () => {
      closed = true;
      lease.release();
    };
  }, [client, id, attempt]);

  return {
    url: state.id === id ? state.url : undefined,
    failed: state.id === id && state.failed === true,
    again: () => {
      setState({});
      setAttempt(attempt + 1);
    },
  };
}
