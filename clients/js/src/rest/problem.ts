import { ChatError } from '../api.ts';

/** Reads a refusal: RFC 9457 with the protocol's `code`, or what the status says where something else answered. */
export async function readProblem(response: Response): Promise<ChatError> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const seconds = Number.isFinite(retryAfter) ? retryAfter : undefined;
  const problem = await body(response);
  const sentence = problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`;
  return new ChatError(problem?.code ?? codeOf(response.status), sentence, seconds);
}

async function body(response: Response): Promise<{ code?: string; title?: string; detail?: string } | undefined> {
  if (!/^application\/(problem\+)?json/.test(response.headers.get('Content-Type') ?? '')) return undefined;
  try {
    return (await response.json()) as { code?: string };
  } catch {
    // A proxy's page under the wrong type: the status says what there is to say.
    return undefined;
  }
}

function codeOf(status: number): string {
  switch (status) {
    case 401:
      return 'bad-token';
    case 403:
      return 'not-allowed';
    case 404:
      return 'not-found';
    case 413:
      return 'too-large';
    case 429:
      return 'rate-limited';
    default:
      return status >= 500 ? 'unavailable' : 'bad-request';
  }
}
