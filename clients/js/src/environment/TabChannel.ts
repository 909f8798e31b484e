/** A BroadcastChannel: what is posted reaches the other tabs, not the one that posts. */
export interface TabChannel {
  post(message: unknown): void;
  close(): void;
}

export function browserChannel(name: string, received: (message: unknown) => void): TabChannel {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => received(data);
  return { post: (message) => channel.postMessage(message), close: () => channel.close() };
}
