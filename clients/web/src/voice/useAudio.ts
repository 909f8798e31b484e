import { useEffect, useRef, useState } from 'preact/hooks';
import { playing, soleplay, speed } from './playback.ts';

export interface AudioPlayer {
  readonly running: boolean;
  /** Seconds. */
  readonly position: number;
  play(): void;
  pause(): void;
  /** Seconds. */
  seek(position: number): void;
}

/** Plays what lies at that URL; `begin`: as soon as it is there. */
export function useAudio(url: string | undefined, begin: boolean, failed: () => void): AudioPlayer {
  const audio = useRef<HTMLAudioElement | undefined>(undefined);
  const [running, setRunning] = useState(false);
  const [position, setPosition] = useState(0);
  const rate = speed.value;

  useEffect(() => {
    if (url === undefined) return;
    const element = new Audio(url);
    audio.current = element;
    let frame = 0;
    // `timeupdate` comes four times a second: too seldom for a line that moves.
    const follow = (): void => {
      setPosition(element.currentTime);
      frame = requestAnimationFrame(follow);
    };
    element.onplay = () => {
      setRunning(true);
      follow();
    };
    element.onpause = () => {
      cancelAnimationFrame(frame);
      setRunning(false);
    };
    element.onended = () => setPosition(0);
    if (begin) start(element, failed);
    return () => {
      cancelAnimationFrame(frame);
      element.pause();
      element.removeAttribute('src');
      if (playing.peek() === element) playing.value = undefined;
      audio.current = undefined;
    };
  }, [url]);

  useEffect(() => {
    if (audio.current !== undefined) audio.current.playbackRate = rate;
  }, [rate, running]);

  return {
    running,
    position,
    play: () => {
      if (audio.current !== undefined) start(audio.current, failed);
    },
    pause: () => audio.current?.pause(),
    seek: (to) => {
      setPosition(to);
      if (audio.current !== undefined) audio.current.currentTime = to;
    },
  };
}

function start(element: HTMLAudioElement, failed: () => void): void {
  soleplay(element);
  element.playbackRate = speed.peek();
  element.play().catch((error: unknown) => {
    // Paused again before it had begun.
    if (!(error instanceof DOMException && error.name === 'AbortError')) failed();
  });
}
