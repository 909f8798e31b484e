import type { OutgoingFile } from '@chat/client';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../design/IconButton.tsx';
import { formatDuration } from './formatDuration.ts';
import { levelGap, longest, MicrophoneError, Recorder, type Recording } from './Recorder.ts';
import { microphoneText } from './microphoneText.ts';
import { reduceWaveform } from './waveform.ts';
import './voice.css';

export interface VoiceRecorderProps {
  readonly onSend: (file: OutgoingFile) => void;
  /** Given up, by the user or for the reason given. */
  readonly onEnd: (reason?: string) => void;
  /** Set while the button that began it is held down: letting go sends. */
  readonly held: { current: boolean };
}

/** What is shorter was a slip of the finger, seconds. */
const shortest = 0.7;
const shownLevels = 48;

/** Takes the composer's place while a voice note is recorded. */
export function VoiceRecorder({ onSend, onEnd, held }: VoiceRecorderProps): JSX.Element {
  const recorder = useRef<Recorder | undefined>(undefined);
  const [levels, setLevels] = useState<readonly number[]>([]);
  const [elapsed, setElapsed] = useState(0);
  const ended = useRef(false);

  const finish = async (): Promise<void> => {
    const current = recorder.current;
    if (current === undefined || ended.current) return;
    ended.current = true;
    const recording = await current.finish();
    if (recording.duration < shortest) onEnd('Hold the button, or tap it and speak, to record.');
    else onSend(voiceFile(recording));
  };
  const cancel = (reason?: string): void => {
    if (ended.current) return;
    ended.current = true;
    onEnd(reason);
  };
  const finishNow = (): void => {
    finish().catch(() => onEnd('The recording failed.'));
  };

  useEffect(() => {
    let closed = false;
    const level = (value: number, seconds: number): void => {
      setLevels((before) => [...before.slice(1 - shownLevels), value]);
      setElapsed(seconds);
      if (seconds * 1000 >= longest) finishNow();
    };
    Recorder.start(level).then(
      (started) => {
        if (closed) void started.cancel();
        else recorder.current = started;
      },
      (error: unknown) => cancel(microphoneText(error instanceof MicrophoneError ? error.fault : 'failed')),
    );
    const release = (): void => {
      if (!held.current) return;
      held.current = false;
      // Let go while the browser still asked for the microphone: it records on, and a button ends it.
      if (recorder.current !== undefined) finishNow();
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      cancel();
    };
    addEventListener('pointerup', release);
    addEventListener('keydown', escape, true);
    return () => {
      closed = true;
      removeEventListener('pointerup', release);
      removeEventListener('keydown', escape, true);
      void recorder.current?.cancel();
    };
  }, []);

  return (
    <div class="recorder" role="group" aria-label="Recording a voice message">
      <IconButton icon="trash" label="Cancel the recording" kind="danger" onClick={() => cancel()} />
      <span class="recorder-dot" aria-hidden />
      <span class="recorder-time tabular" role="timer">
        {formatDuration(elapsed)}
      </span>
      <div class="recorder-levels" aria-hidden style={{ '--level-gap': `${levelGap}ms` }}>
        {levels.map((level, i) => (
          <i key={i} style={{ height: `${Math.round(10 + level * 90)}%` }} />
        ))}
      </div>
      <IconButton icon="send" label="Send the voice message" kind="accent" onClick={finishNow} />
    </div>
  );
}

function voiceFile({ blob, duration, levels }: Recording): OutgoingFile {
  const extension = blob.type === 'audio/mp4' ? 'm4a' : blob.type === 'audio/ogg' ? 'ogg' : 'webm';
  return { kind: 'voice', file: blob, name: `voice.${extension}`, duration, waveform: reduceWaveform(levels) };
}
