/** What a demo picture shows. */
export type DemoScene = 'harbour' | 'ridge' | 'lake' | 'night';

const skies: Record<DemoScene, readonly [string, string, string]> = {
  harbour: ['#f7c59f', '#f3e9dc', '#5b8a9a'],
  ridge: ['#8fb8de', '#e4eef5', '#3f5b4b'],
  lake: ['#bcd7e8', '#f5f1e3', '#3a6b7c'],
  night: ['#0f1b33', '#41386b', '#0a1120'],
};

/** A landscape, drawn as SVG so that the demo needs no files. */
export function demoPicture(scene: DemoScene, width: number, height: number): { readonly blob: Blob; readonly preview: string } {
  const [top, low, ground] = skies[scene];
  const sun = scene === 'night' ? '#f4ecd2' : '#fff3c4';
  const hill = (y: number, rise: number, colour: string, shift: number): string => {
    const points = Array.from({ length: 13 }, (_, i) => {
      const x = (i / 12) * width;
      const peak = Math.abs(Math.sin(i * 1.7 + shift) + 0.5 * Math.sin(i * 3.1 + shift * 2));
      return `${x.toFixed(0)},${((y - rise * peak) * height).toFixed(0)}`;
    });
    return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${colour}"/>`;
  };
  const water =
    scene === 'ridge'
      ? hill(0.95, 0.2, '#2c4236', 4)
      : `<rect y="${height * 0.68}" width="${width}" height="${height * 0.32}" fill="${ground}"/>` +
        Array.from(
          { length: 22 },
          (_, i) =>
            `<rect x="${(width * ((i * 37) % 100)) / 100}" y="${height * (0.7 + ((i * 13) % 28) / 100)}" width="${width * 0.09}" height="${height * 0.006}" fill="#ffffff" opacity=".22"/>`,
        ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${low}"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#s)"/><circle cx="${width * 0.68}" cy="${height * 0.3}" r="${Math.min(width, height) * 0.075}" fill="${sun}"/>${hill(0.7, 0.22, `color-mix(in srgb, ${ground} 45%, ${low})`, 1)}${hill(0.74, 0.14, `color-mix(in srgb, ${ground} 75%, ${low})`, 2.6)}${water}</svg>`;
  const small = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" preserveAspectRatio="none"><linearGradient id="s" x2="0" y2="1"><stop stop-color="${top}"/><stop offset=".68" stop-color="${low}"/><stop offset=".7" stop-color="${ground}"/></linearGradient><rect width="8" height="8" fill="url(#s)"/></svg>`;
  return { blob: new Blob([svg], { type: 'image/svg+xml' }), preview: `data:image/svg+xml,${encodeURIComponent(small)}` };
}
