import type { TabChannel } from '../../src/environment/TabChannel.ts';

/** BroadcastChannels of one browser profile. */
export class FakeChannels {
  private readonly open = new Map<string, Set<(message: unknown) => void>>();

  channel(name: string, received: (message: unknown) => void): TabChannel {
    const peers = this.open.get(name) ?? new Set();
    this.open.set(name, peers.add(received));
    return {
      post: (message) => {
        const copy: unknown = structuredClone(message);
        for (const peer of peers) if (peer !== received) queueMicrotask(() => peers.has(peer) && peer(copy));
      },
      close: () => peers.delete(received),
    };
  }
}
