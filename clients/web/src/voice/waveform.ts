/** A voice note's waveform has at most so many numbers. */
export const waveformLength = 64;

/**
 * Reduces loudness readings (0 to 1, in the order of time) to at most `length` numbers: the loudest of each stretch, stretched so that the
 * loudest of all is 1, with two decimals. A recording in which nothing was said stays flat.
 */
export function reduceWaveform(levels: readonly number[], length = waveformLength): readonly number[] {
  const count = Math.min(length, levels.length);
  const peaks: number[] = [];
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * levels.length) / count);
    const to = Math.floor(((i + 1) * levels.length) / count);
    let peak = 0;
    for (let j = from; j < to; j++) peak = Math.max(peak, levels[j] ?? 0);
    peaks.push(peak);
  }
  const loudest = Math.max(...peaks, 0);
  const scale = loudest < silence ? 1 : 1 / loudest;
  return peaks.map((peak) => Math.round(Math.min(1, peak * scale) * 100) / 100);
}

/** What a microphone gives in a quiet room. */
const silence = 0.02;

/** The loudness of a stretch of samples (-1 to 1): their root mean square, on a scale closer to hearing. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.min(1, Math.sqrt(Math.sqrt(sum / Math.max(1, samples.length))) * 1.1);
}

/** As many bars as there is room for, from however many numbers there are. */
export function bars(waveform: readonly number[], count: number): readonly number[] {
  if (waveform.length === 0) return Array.from({ length: count }, () => 0);
  return Array.from({ length: count }, (_, i) => {
    const from = (i * waveform.length) / count;
    const to = Math.max(from + 1, ((i + 1) * waveform.length) / count);
    return Math.max(...waveform.slice(Math.floor(from), Math.ceil(to)));
  });
}
