import { ChatError } from '../api.ts';
import type { Environment } from '../environment/Environment.ts';
import { readProblem } from './problem.ts';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly token?: string;
}

/** How long a call may take before it counts as not answered, ms. */
const answerWithin = 30_000;

/** One call of the REST interface. @throws ChatError as the server refused it; `offline` where it was not reached. */
export async function call<T>(environment: Environment, url: string, { method = 'GET', body, token }: Call): Promise<T> {
  const timeout = new AbortController();
  const timer = environment.clock.setTimeout(() => timeout.abort(), answerWithin);
  try {
    const response = await environment.fetch(url, {
      method,
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: timeout.signal,
      // The token says who calls; cookies would only say it again.
      credentials: 'same-origin',
      cache: 'no-store',
    });
    if (!response.ok) throw await readProblem(response);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } catch (failure) {
    if (failure instanceof ChatError) throw failure;
    if (failure instanceof SyntaxError) throw new ChatError('unavailable', 'The answer is no JSON.');
    throw new ChatError('offline', 'The server was not reached.');
  } finally {
    environment.clock.clearTimeout(timer);
  }
}
