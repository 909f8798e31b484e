/** What a key does in the list of messages: to which row it moves, or what it opens. */
export type ListMove = { readonly by: number } | { readonly page: 1 | -1 } | 'first' | 'last' | 'open' | 'leave' | undefined;

export function listMove(key: string): ListMove {
  switch (key) {
    case 'ArrowUp':
      return { by: -1 };
    case 'ArrowDown':
      return { by: 1 };
    case 'PageUp':
      return { page: -1 };
    case 'PageDown':
      return { page: 1 };
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'Enter':
    case ' ':
    case 'ContextMenu':
      return 'open';
    case 'Escape':
      return 'leave';
    default:
      return undefined;
  }
}
