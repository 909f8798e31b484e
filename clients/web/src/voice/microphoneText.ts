import type { MicrophoneFault } from './Recorder.ts';

/** Why nothing can be recorded, and what to do about it. */
export function microphoneText(fault: MicrophoneFault): string {
  switch (fault) {
    case 'refused':
      return 'The microphone is not allowed here. Allow it in the browser’s site settings, then try again.';
    case 'absent':
      return 'No microphone was found.';
    case 'failed':
      return 'The microphone could not be used. Another program may have it.';
  }
}
