/** A picture as a camera would make it, drawn by the browser: a lake at dusk. */
export async function drawPicture(page, { width = 1600, height = 1200 } = {}) {
  const base64 = await page.evaluate(
    async ({ width, height }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      const horizon = height * 0.58;
      const gradient = (from, to, ...stops) => {
        const filling = context.createLinearGradient(0, from, 0, to);
        stops.forEach((stop, i) => filling.addColorStop(i / (stops.length - 1), stop));
        return filling;
      };
      context.fillStyle = gradient(0, horizon, '#2b3f6b', '#7d6a97', '#e8967a', '#fbd08a');
      context.fillRect(0, 0, width, horizon);
      const sun = context.createRadialGradient(width * 0.62, horizon * 0.86, 0, width * 0.62, horizon * 0.86, width * 0.35);
      sun.addColorStop(0, 'rgba(255,240,200,0.95)');
      sun.addColorStop(0.12, 'rgba(255,215,150,0.6)');
      sun.addColorStop(1, 'rgba(255,200,140,0)');
      context.fillStyle = sun;
      context.fillRect(0, 0, width, horizon);
      const hills = (base, rise, color, phase) => {
        context.fillStyle = color;
        context.beginPath();
        context.moveTo(0, horizon);
        for (let x = 0; x <= width; x += 8) {
          const wave = Math.sin(x / (width * 0.16) + phase) + 0.45 * Math.sin(x / (width * 0.055) + phase * 2.3);
          context.lineTo(x, horizon - base - rise * (0.6 + wave * 0.4));
        }
        context.lineTo(width, horizon);
        context.fill();
      };
      hills(height * 0.05, height * 0.12, '#6b6088', 0.4);
      hills(height * 0.02, height * 0.08, '#4a4a70', 2.1);
      hills(0, height * 0.05, '#2d3353', 4.2);
      context.fillStyle = gradient(horizon, height, '#e0a07f', '#8b6f8f', '#3b4670', '#1c2545');
      context.fillRect(0, horizon, width, height - horizon);
      for (let i = 0; i < 60; i++) {
        const y = horizon + ((height - horizon) * (i + 1) ** 1.4) / 61 ** 1.4;
        const reach = width * (0.03 + 0.14 * (i / 60));
        context.fillStyle = `rgba(255,225,170,${0.32 - i * 0.0045})`;
        context.fillRect(width * 0.62 - reach + Math.sin(i * 1.7) * reach * 0.4, y, reach * 2 * (0.5 + 0.5 * Math.abs(Math.sin(i * 2.9))), 1 + i / 14);
      }
      const jpeg = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 })).arrayBuffer());
      return btoa(Array.from(jpeg, (byte) => String.fromCharCode(byte)).join(''));
    },
    { width, height },
  );
  return Buffer.from(base64, 'base64');
}
