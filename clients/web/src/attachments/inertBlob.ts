const shown = /^(?:image|audio|video)\/[\w.+-]+$/;
const scripted = /svg|xml/;

/**
 * The same bytes under a type that cannot run. An object URL belongs to this page's origin, its type is the sender's word, and a picture
 * can be opened in a tab of its own: HTML or SVG would be a page of ours there.
 */
export function inertBlob(blob: Blob): Blob {
  const type = blob.type.split(';')[0]?.trim().toLowerCase() ?? '';
  return shown.test(type) && !scripted.test(type) ? blob : new Blob([blob], { type: 'application/octet-stream' });
}
