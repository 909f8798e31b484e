import { signal } from '@preact/signals';

/**
 * Where the screen is. It stands in the URL's hash, as the edge serves files only: `#/`, `#/c/c_12`, `#/c/c_12/details`, `#/settings`, `#/devices`.
 * On a phone each of them fills the screen and the browser's back leads from one to the one before.
 */
export type Route =
  | { readonly screen: 'chats' }
  | { readonly screen: 'chat'; readonly chatId: string; readonly details: boolean }
  | { readonly screen: 'settings' }
  | { readonly screen: 'devices' };

export function parseRoute(hash: string): Route {
  const [first, second, third] = hash.replace(/^#?\/*/u, '').split('/');
  if (first === 'c' && second !== undefined && second !== '') {
    return { screen: 'chat', chatId: decode(second), details: third === 'details' };
  }
  if (first === 'settings' || first === 'devices') return { screen: first };
  return { screen: 'chats' };
}

export function routeHash(route: Route): string {
  switch (route.screen) {
    case 'chats':
      return '#/';
    case 'chat':
      return `#/c/${encodeURIComponent(route.chatId)}${route.details ? '/details' : ''}`;
    default:
      return `#/${route.screen}`;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

export const route = signal<Route>(parseRoute(location.hash));

/** How many of this page's own screens lie behind in the browser's history. */
let depth = depthOf(history.state) ?? 0;

export function navigate(to: Route, options: { replace?: boolean } = {}): void {
  const hash = routeHash(to);
  if (hash !== location.hash) {
    if (options.replace === true) history.replaceState({ depth }, '', hash);
    else history.pushState({ depth: ++depth }, '', hash);
  }
  route.value = to;
}

/** As the browser's back does; to `otherwise` where the page was entered here. */
export function goBack(otherwise: Route): void {
  if (depth > 0) history.back();
  else navigate(otherwise, { replace: true });
}

addEventListener('popstate', () => {
  const known = depthOf(history.state);
  if (known === undefined) {
    // A link was followed, or the address was typed.
    depth++;
    history.replaceState({ depth }, '');
  } else depth = known;
  route.value = parseRoute(location.hash);
});

function depthOf(state: unknown): number | undefined {
  if (typeof state !== 'object' || state === null || !('depth' in state)) return undefined;
  return typeof state.depth === 'number' ? state.depth : undefined;
}
