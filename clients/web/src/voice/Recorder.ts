import { loudness } from './waveform.ts';

/** What a finished recording is. */
export interface Recording {
  readonly blob: Blob;
  /** Seconds. */
  readonly duration: number;
  /** Loudness, one reading every `levelGap`. */
  readonly levels: readonly number[];
}

/** Between two readings of the level, ms. */
export const levelGap = 50;

/** Voice notes end by themselves after this, ms. */
export const longest = 15 * 60_000;

export type MicrophoneFault = 'refused' | 'absent' | 'failed';

export class MicrophoneError extends Error {
  constructor(readonly fault: MicrophoneFault) {
    super(`microphone ${fault}`);
    this.name = 'MicrophoneError';
  }
}

// The first that the browser can record is taken.
const formats = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** Records one voice note from the microphone. */
export class Recorder {
  readonly #chunks: Blob[] = [];
  readonly #levels: number[] = [];
  readonly #recorder: MediaRecorder;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #stopped: Promise<void>;
  #ended: Promise<void> | undefined;

  private constructor(
    private readonly stream: MediaStream,
    private readonly audio: AudioContext,
    private readonly startedAt: number,
    private readonly now: () => number,
    changed: (level: number, elapsed: number) => void,
  ) {
    const analyser = audio.createAnalyser();
    analyser.fftSize = 2048;
    audio.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format));
    this.#recorder = new MediaRecorder(stream, { ...(mimeType !== undefined && { mimeType }), audioBitsPerSecond: 32_000 });
    this.#recorder.ondataavailable = ({ data }) => {
      if (data.size > 0) this.#chunks.push(data);
    };
    this.#stopped = new Promise((resolve) => (this.#recorder.onstop = () => resolve()));
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const level = loudness(samples);
      this.#levels.push(level);
      changed(level, this.elapsed);
    }, levelGap);
    this.#recorder.start(1_000);
  }

  /** Asks for the microphone. @throws MicrophoneError */
  static async start(changed: (level: number, elapsed: number) => void, now = () => performance.now()): Promise<Recorder> {
    // Absent on pages that did not come over https.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined || !('MediaRecorder' in globalThis)) throw new MicrophoneError('absent');
    let stream: MediaStream;
    try {
      stream = await devices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    } catch (error) {
      throw new MicrophoneError(faultOf(error));
    }
    try {
      return new Recorder(stream, new AudioContext(), now(), now, changed);
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      throw error;
    }
  }

  /** Seconds. */
  get elapsed(): number {
    return (this.now() - this.startedAt) / 1000;
  }

  async finish(): Promise<Recording> {
    const duration = this.elapsed;
    await this.#end();
    return { blob: new Blob(this.#chunks, { type: baseType(this.#recorder.mimeType) }), duration, levels: this.#levels };
  }

  async cancel(): Promise<void> {
    await this.#end();
  }

  #end(): Promise<void> {
    return (this.#ended ??= this.#close());
  }

  async #close(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    await this.#stopped;
    for (const track of this.stream.getTracks()) track.stop();
    await this.audio.close();
  }
}

function baseType(mimeType: string): string {
  return mimeType.split(';')[0] || 'audio/webm';
}

/** Why a browser gave no microphone. */
export function faultOf(error: unknown): MicrophoneFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent';
  return 'failed';
}
