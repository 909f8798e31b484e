import type { OutgoingFile } from '@chat/client';
import { fileKind } from './fileKind.ts';
import { shrinkPicture } from './shrinkPicture.ts';

/** Makes what was picked, pasted or dropped ready to be sent. `asFile`: its bytes are left as they are. */
export async function prepareFile(file: File, asFile: boolean): Promise<OutgoingFile> {
  const kind = asFile ? 'file' : fileKind(file.type, file.size);
  if (kind === 'image') {
    // What only looks like a picture is sent as it is.
    return shrinkPicture(file).catch((): OutgoingFile => ({ kind: 'file', file, name: file.name }));
  }
  if (kind === 'video' || kind === 'audio') return withDuration(kind, file);
  return { kind, file, name: file.name };
}

/** How long a browser may take to find out a recording's length, ms. It is shown without it otherwise. */
const probeTime = 3_000;

function withDuration(kind: 'video' | 'audio', file: File): Promise<OutgoingFile> {
  return new Promise((resolve) => {
    const element = document.createElement(kind);
    const url = URL.createObjectURL(file);
    const done = (): void => {
      clearTimeout(timer);
      element.removeAttribute('src');
      URL.revokeObjectURL(url);
    };
    const plain: OutgoingFile = { kind, file, name: file.name };
    const timer = setTimeout(() => {
      done();
      resolve(plain);
    }, probeTime);
    element.onloadedmetadata = () => {
      const duration = Number.isFinite(element.duration) ? element.duration : undefined;
      const size =
        element instanceof HTMLVideoElement && element.videoWidth > 0
          ? { width: element.videoWidth, height: element.videoHeight }
          : undefined;
      done();
      resolve({ ...plain, ...(duration !== undefined && { duration }), ...size });
    };
    // A container that this browser cannot play may well play on the other side.
    element.onerror = () => {
      done();
      resolve(plain);
    };
    element.preload = 'metadata';
    element.src = url;
  });
}
