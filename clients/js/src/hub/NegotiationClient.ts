import { AbortError, HttpClient, HttpError, HttpResponse, TimeoutError, type HttpRequest } from '@microsoft/signalr';
import { readProblem } from '../rest/problem.ts';
import { HandshakeRefused } from './HubTransport.ts';

/** SignalR's HTTP by fetch: quiet, and it keeps what a refusal says of when to come back. */
export class NegotiationClient extends HttpClient {
  /** The last refusal of the server. */
  refusal: HandshakeRefused | undefined;

  override async send(request: HttpRequest): Promise<HttpResponse> {
    const abort = new AbortController();
    let ended: Error | undefined;
    const end = (reason: Error) => {
      ended = reason;
      abort.abort();
    };
    if (request.abortSignal) request.abortSignal.onabort = () => end(new AbortError());
    const timer = request.timeout ? setTimeout(() => end(new TimeoutError()), request.timeout) : undefined;
    try {
      const response = await fetch(request.url ?? '', {
        method: request.method ?? 'GET',
        headers: { 'X-Requested-With': 'XMLHttpRequest', 'Content-Type': 'text/plain;charset=UTF-8', ...request.headers },
        ...(request.content && { body: request.content }),
        signal: abort.signal,
        cache: 'no-cache',
        credentials: request.withCredentials ? 'include' : 'same-origin',
      });
      if (!response.ok) {
        const problem = await readProblem(response);
        this.refusal = new HandshakeRefused(response.status, problem.code, problem.retryAfter);
        throw new HttpError(problem.message, response.status);
      }
      const content = request.responseType === 'arraybuffer' ? await response.arrayBuffer() : await response.text();
      return new HttpResponse(response.status, response.statusText, content as string);
    } catch (failure) {
      throw ended ?? failure;
    } finally {
      clearTimeout(timer);
      if (request.abortSignal) request.abortSignal.onabort = null;
    }
  }
}
