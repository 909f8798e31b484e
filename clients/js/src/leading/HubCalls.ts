import type { ChatError } from '../api.ts';
import { hubError } from '../hub/hubError.ts';
import type { HubSession, StreamObserver } from '../hub/HubTransport.ts';

/** Calls of the hub on the connection of the moment. An answer that comes after its end is nobody's. */
export class HubCalls {
  private session: HubSession | undefined;

  /** @param after Called after each answer was taken. */
  constructor(private readonly after: () => void) {}

  attach(session: HubSession): void {
    this.session = session;
  }

  detach(): void {
    this.session = undefined;
  }

  call<T>(method: string, argument: unknown, answered: (answer: T) => void, refused: (refusal: ChatError) => void): void {
    const session = this.session;
    if (!session) return;
    const settle = (take: () => void) => {
      if (this.session !== session) return;
      take();
      this.after();
    };
    session.invoke<T>(method, argument).then(
      (answer) => settle(() => answered(answer)),
      (failure: unknown) => settle(() => refused(hubErrorOf(failure))),
    );
  }

  /** Without an answer that anybody waits for. */
  tell(method: string, argument: unknown): void {
    const nobody = () => undefined;
    this.call(method, argument, nobody, nobody);
  }

  stream(method: string, argument: unknown, observer: StreamObserver): () => void {
    const session = this.session;
    if (!session) return () => undefined;
    const settle = (take: () => void) => {
      if (this.session !== session) return;
      take();
      this.after();
    };
    return session.stream(method, argument, {
      next: (item) => settle(() => observer.next(item)),
      complete: () => settle(() => observer.complete()),
      failed: () => settle(() => observer.failed()),
    });
  }
}

function hubErrorOf(failure: unknown): ChatError {
  return failure instanceof Error && failure.name === 'ChatError' ? (failure as ChatError) : hubError(failure);
}
