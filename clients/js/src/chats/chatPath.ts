export function chatPath(chatId: string, rest = ''): string {
  return `/api/chats/${encodeURIComponent(chatId)}${rest}`;
}
