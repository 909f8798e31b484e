const extensions: Record<string, string> = { 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/png': 'png' };

/** The extension that files of this type have. */
export function extensionOf(contentType: string): string {
  return extensions[contentType] ?? 'bin';
}

/** A file's name with another extension. */
export function renamed(name: string, extension: string): string {
  return `${name.replace(/\.[^.]*$/, '')}.${extension}`;
}
