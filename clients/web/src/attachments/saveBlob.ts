/** Saves bytes among the user's downloads. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has its own hold on it once the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
