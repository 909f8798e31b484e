import { HubConnectionBuilder, LogLevel, type HubConnection } from '@microsoft/signalr';
import { hubError } from './hubError.ts';
import {
  ConnectionLost,
  hubEvents,
  type HubReceiver,
  type HubSession,
  type HubTransport,
  type StreamObserver,
} from './HubTransport.ts';
import { NegotiationClient } from './NegotiationClient.ts';

/** The hub by SignalR: one connection, without SignalR's own reconnect, which knows nothing of the protocol's reasons to close. */
export class SignalRTransport implements HubTransport {
  constructor(private readonly edge: string) {}

  async connect(accessToken: string, received: HubReceiver, signal: AbortSignal): Promise<HubSession> {
    const http = new NegotiationClient();
    const connection = new HubConnectionBuilder()
      .withUrl(`${this.edge}/ws/connect?v=1`, { accessTokenFactory: () => accessToken, httpClient: http })
      .configureLogging(LogLevel.None)
      .build();
    const closed = new Promise<void>((resolve) => connection.onclose(() => resolve()));
    for (const event of hubEvents) connection.on(event, (payload: unknown) => received(event, payload));

    // A connection that is being stopped ends by itself; how its stopping went is nobody's business.
    const stop = () => void connection.stop().catch(() => undefined);
    signal.addEventListener('abort', stop);
    try {
      await connection.start();
      signal.throwIfAborted();
    } catch (failure) {
      throw http.refusal ?? new ConnectionLost(failure instanceof Error ? failure.message : String(failure));
    } finally {
      signal.removeEventListener('abort', stop);
    }
    return new SignalRSession(connection, closed, stop);
  }
}

class SignalRSession implements HubSession {
  constructor(
    private readonly connection: HubConnection,
    readonly closed: Promise<void>,
    readonly close: () => void,
  ) {}

  async invoke<T>(method: string, argument: unknown): Promise<T> {
    try {
      return await this.connection.invoke<T>(method, argument);
    } catch (failure) {
      throw hubError(failure);
    }
  }

  stream(method: string, argument: unknown, observer: StreamObserver): () => void {
    let over = false;
    const end = (tell: () => void) => {
      if (over) return;
      over = true;
      tell();
    };
    const subscription = this.connection.stream(method, argument).subscribe({
      next: (item) => !over && observer.next(item),
      complete: () => end(() => observer.complete()),
      error: () => end(() => observer.failed()),
    });
    return () => end(() => subscription.dispose());
  }
}
