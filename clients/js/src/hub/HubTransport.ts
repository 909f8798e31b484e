/** The border to the network: a connection to the hub. */
export interface HubTransport {
  /**
   * Rejects with HandshakeRefused where the server said no, with ConnectionLost where it was not reached.
   * @param received What the server sends, in its order.
   */
  connect(accessToken: string, received: HubReceiver, signal: AbortSignal): Promise<HubSession>;
}

export type HubReceiver = (event: HubEvent, payload: unknown) => void;

export const hubEvents = ['Message', 'Receipt', 'Typing', 'Presence', 'Heads', 'ChatChanged', 'Closing'] as const;
export type HubEvent = (typeof hubEvents)[number];

export interface HubSession {
  /** Calls leave in the order in which they are made. Rejects with a ChatError where the server refused it, `unavailable` where nothing
   * is known of it. */
  invoke<T>(method: string, argument: unknown): Promise<T>;
  /** Returns what breaks the stream off; nothing is told after that. */
  stream(method: string, argument: unknown, observer: StreamObserver): () => void;
  /** Resolves when it has ended, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
}

export interface StreamObserver {
  next(item: unknown): void;
  complete(): void;
  failed(): void;
}

export class ConnectionLost extends Error {}

/** The server, or what stands before it, refused the connection. */
export class HandshakeRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    /** Seconds. */
    readonly retryAfter: number | undefined,
  ) {
    super(`The server answered ${status}.`);
  }
}
