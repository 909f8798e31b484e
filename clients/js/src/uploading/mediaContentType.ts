/** The type that the server is told: those that it takes, and plain bytes for the rest. What the receiver sees is inside the message. */
export function mediaContentType(type: string): string {
  const bare = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const allowed =
    (/^(image|video|audio)\/[a-z0-9.+-]+$/.test(bare) && !bare.startsWith('image/svg')) ||
    ['application/pdf', 'application/zip', 'text/plain'].includes(bare);
  return allowed ? bare : 'application/octet-stream';
}
