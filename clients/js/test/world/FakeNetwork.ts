import type { Network } from '../../src/environment/Network.ts';

export class FakeNetwork implements Network {
  private readonly subscribers = new Set<() => void>();
  private isOnline = true;

  online(): boolean {
    return this.isOnline;
  }

  subscribe(changed: () => void): () => void {
    this.subscribers.add(changed);
    return () => this.subscribers.delete(changed);
  }

  set(online: boolean): void {
    this.isOnline = online;
    for (const changed of this.subscribers) changed();
  }
}
