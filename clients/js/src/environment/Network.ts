/** What the browser says of the network: `false` can be believed, `true` means little. */
export interface Network {
  online(): boolean;
  /** Returns what ends it. */
  subscribe(changed: () => void): () => void;
}

export const browserNetwork: Network = {
  online: () => globalThis.navigator?.onLine !== false,
  subscribe(changed) {
    globalThis.addEventListener?.('online', changed);
    globalThis.addEventListener?.('offline', changed);
    return () => {
      globalThis.removeEventListener?.('online', changed);
      globalThis.removeEventListener?.('offline', changed);
    };
  },
};
