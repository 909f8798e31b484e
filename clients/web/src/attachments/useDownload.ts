import { type Attachment, ChatError } from '@chat/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useClient } from '../app/ClientContext.tsx';
import { errorText } from '../app/errors.ts';
import { toast } from '../design/Toast.tsx';
import { saveBlob } from './saveBlob.ts';

export interface Download {
  /** From 0 to 1 while it is under way. */
  readonly share: number | undefined;
  readonly start: () => void;
  readonly cancel: () => void;
}

/** Fetches a medium and saves it. It is given up when what shows it goes. */
export function useDownload(attachment: Attachment | undefined): Download {
  const client = useClient();
  const [share, setShare] = useState<number | undefined>(undefined);
  const abort = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (medium: Attachment): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    setShare(0);
    try {
      const blob = await client.media(medium, {
        signal: controller.signal,
        progress: (received) => setShare(medium.size > 0 ? received / medium.size : 0),
      });
      saveBlob(blob, medium.name);
    } catch (error) {
      if (controller.signal.aborted) return;
      toast(error instanceof ChatError ? errorText(error) : 'The file could not be fetched.', { wrong: true });
    } finally {
      setShare(undefined);
    }
  };

  return {
    share,
    start: () => {
      if (attachment !== undefined && share === undefined) void run(attachment);
    },
    cancel: () => abort.current?.abort(),
  };
}
