import type { HubTransport } from '../hub/HubTransport.ts';
import type { BlobTransfer } from '../uploading/BlobTransfer.ts';
import type { Clock } from './Clock.ts';
import type { Locks } from './Locks.ts';
import type { Network } from './Network.ts';
import type { TabChannel } from './TabChannel.ts';

/** All that the package takes from the browser, IndexedDB apart. Tests bring their own. */
export interface Environment {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  uuid(): string;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  readonly transfer: BlobTransfer;
  readonly locks: Locks;
  readonly network: Network;
  channel(name: string, received: (message: unknown) => void): TabChannel;
  hub(edge: string): HubTransport;
}
