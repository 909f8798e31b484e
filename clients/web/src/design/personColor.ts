/** Which of the eight colours of a person (`--person-0` … `--person-7`) an id has: the same on every device. */
export function personColor(id: string): number {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
  return (hash ^ (hash >>> 15)) & 7;
}
