import { signal } from '@preact/signals';

/** The voice note that sounds; another one that begins stops it. */
export const playing = signal<HTMLAudioElement | undefined>(undefined);

/** How fast voice notes are played, for all of them. */
export const speed = signal(1);

const speeds = [1, 1.5, 2] as const;

export function nextSpeed(current: number): number {
  const at = speeds.findIndex((each) => each === current);
  return speeds[(at + 1) % speeds.length] ?? 1;
}

export function soleplay(audio: HTMLAudioElement): void {
  if (playing.peek() !== audio) playing.peek()?.pause();
  playing.value = audio;
}
