import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../src/voice/formatDuration.ts';
import { nextSpeed } from '../../src/voice/playback.ts';
import { faultOf } from '../../src/voice/Recorder.ts';
import { bars, loudness, reduceWaveform, waveformLength } from '../../src/voice/waveform.ts';

describe('reduceWaveform', () => {
  it('gives at most 64 numbers from 0 to 1, the loudest of them 1', () => {
    const levels = Array.from({ length: 1_000 }, (_, i) => Math.abs(Math.sin(i / 50)) * 0.4);
    const reduced = reduceWaveform(levels);
    expect(reduced).toHaveLength(waveformLength);
    expect(Math.max(...reduced)).toBe(1);
    expect(Math.min(...reduced)).toBeGreaterThanOrEqual(0);
  });

  it('keeps a short peak that lies within a stretch', () => {
    const levels = Array.from({ length: 640 }, () => 0.1);
    levels[333] = 0.9;
    expect(reduceWaveform(levels)[33]).toBe(1);
  });

  it('a short recording has as many numbers as readings, an empty one none', () => {
    expect(reduceWaveform([0.5, 1])).toEqual([0.5, 1]);
    expect(reduceWaveform([])).toEqual([]);
  });

  it('silence stays flat', () => {
    expect(reduceWaveform([0.01, 0.005])).toEqual([0.01, 0.01]);
  });
});

it('loudness grows with the samples and ends at 1', () => {
  const tone = (peak: number): Float32Array => Float32Array.from({ length: 512 }, (_, i) => Math.sin(i / 5) * peak);
  expect(loudness(new Float32Array(512))).toBe(0);
  expect(loudness(tone(0.1))).toBeLessThan(loudness(tone(0.5)));
  expect(loudness(tone(1))).toBeLessThanOrEqual(1);
});

it('bars are as many as there is room for', () => {
  expect(bars([0.1, 0.9, 0.2, 0.3], 2)).toEqual([0.9, 0.3]);
  expect(bars([0.5], 3)).toEqual([0.5, 0.5, 0.5]);
  expect(bars([], 2)).toEqual([0, 0]);
});

it('durations read as clocks do', () => {
  expect([0, 7.9, 75, 3_723, Number.NaN].map(formatDuration)).toEqual(['0:00', '0:07', '1:15', '1:02:03', '0:00']);
});

it('speeds go round', () => {
  expect([1, 1.5, 2].map(nextSpeed)).toEqual([1.5, 2, 1]);
});

it('tells a refused microphone from one that is not there', () => {
  expect(faultOf(new DOMException('', 'NotAllowedError'))).toBe('refused');
  expect(faultOf(new DOMException('', 'NotFoundError'))).toBe('absent');
  expect(faultOf(new DOMException('', 'NotReadableError'))).toBe('failed');
});
