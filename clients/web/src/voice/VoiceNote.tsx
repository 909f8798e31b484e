import type { ChatMessage } from '@chat/client';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ShownAttachment } from '../attachments/shownAttachments.ts';
import { UploadButton } from '../attachments/UploadButton.tsx';
import { useBlobUrl } from '../attachments/useBlobUrl.ts';
import { useMediaUrl } from '../attachments/useMediaUrl.ts';
import { Icon } from '../design/Icon.tsx';
import { Spinner } from '../design/Spinner.tsx';
import { toast } from '../design/Toast.tsx';
import { formatDuration } from './formatDuration.ts';
import { nextSpeed, speed } from './playback.ts';
import { useAudio } from './useAudio.ts';
import { Waveform } from './Waveform.tsx';
import './voice.css';

export interface VoiceNoteProps {
  readonly message: ChatMessage;
  readonly shown: ShownAttachment;
}

/** A voice note with its waveform. It is loaded when it is played for the first time. */
export function VoiceNote({ message, shown }: VoiceNoteProps): JSX.Element {
  const [wanted, setWanted] = useState(false);
  const local = useBlobUrl(shown.file);
  const media = useMediaUrl(shown.attachment, wanted);
  const url = local ?? media.url;
  const fault = (): void => toast('This voice message cannot be played here.', { wrong: true });
  const player = useAudio(url, wanted, fault);
  const duration = shown.duration ?? 0;
  const loading = wanted && url === undefined && !media.failed;
  const begun = player.running || player.position > 0;

  const toggle = (): void => {
    if (media.failed) media.again();
    else if (url === undefined) setWanted(true);
    else if (player.running) player.pause();
    else player.play();
  };

  return (
    <div class="voice">
      {shown.upload !== undefined && shown.upload.state !== 'done' ? (
        <UploadButton message={message} upload={shown.upload} size={40} />
      ) : (
        <button
          type="button"
          class="voice-play"
          aria-label={media.failed ? 'Could not be loaded. Try again' : player.running ? 'Pause' : 'Play voice message'}
          onClick={toggle}
        >
          {loading ? <Spinner size={18} /> : <Icon name={media.failed ? 'retry' : player.running ? 'pause' : 'play'} size={20} />}
        </button>
      )}
      <div class="voice-track">
        <Waveform waveform={shown.waveform ?? []} played={duration > 0 ? player.position / duration : 0} />
        <input
          type="range"
          class="voice-seek"
          aria-label="Position"
          aria-valuetext={`${formatDuration(player.position)} of ${formatDuration(duration)}`}
          min={0}
          max={duration}
          step={0.1}
          value={player.position}
          disabled={url === undefined}
          onInput={(event) => player.seek(Number(event.currentTarget.value))}
        />
        <span class="voice-time tabular">{formatDuration(begun ? player.position : duration)}</span>
      </div>
      {begun && (
        <button
          type="button"
          class="voice-speed tabular"
          aria-label={`Speed ${speed.value}`}
          onClick={() => (speed.value = nextSpeed(speed.value))}
        >
          {speed.value}×
        </button>
      )}
    </div>
  );
}
