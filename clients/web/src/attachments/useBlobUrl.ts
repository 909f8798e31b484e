import { useEffect, useState } from 'preact/hooks';

/** A local file as an object URL while it is shown. */
export function useBlobUrl(blob: Blob | undefined): string | undefined {
  const [shown, setShown] = useState<{ readonly blob: Blob; readonly url: string } | undefined>(undefined);
  useEffect(() => {
    if (blob === undefined) return;
    const url = URL.createObjectURL(blob);
    setShown({ blob, url });
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return shown !== undefined && shown.blob === blob ? shown.url : undefined;
}
