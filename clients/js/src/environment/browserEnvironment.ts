import { SignalRTransport } from '../hub/SignalRTransport.ts';
import { browserTransfer } from '../uploading/browserTransfer.ts';
import { systemClock } from './Clock.ts';
import type { Environment } from './Environment.ts';
import { browserLocks } from './Locks.ts';
import { browserNetwork } from './Network.ts';
import { browserChannel } from './TabChannel.ts';
import { randomUuid } from './randomUuid.ts';

export function browserEnvironment(): Environment {
  return {
    clock: systemClock,
    random: Math.random,
    uuid: randomUuid,
    fetch: (url, init) => fetch(url, init),
    transfer: browserTransfer,
    locks: browserLocks(),
    network: browserNetwork,
    channel: browserChannel,
    hub: (edge) => new SignalRTransport(edge),
  };
}
