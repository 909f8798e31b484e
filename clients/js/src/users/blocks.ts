import type { TabContext } from '../client/TabContext.ts';

export async function blockedUsers({ rest }: TabContext): Promise<readonly string[]> {
  const blocks = await rest.all<{ userId: string }>('/api/users/me/blocks', 1_000, ({ userId }) => userId);
  return blocks.map(({ userId }) => userId);
}

export function setBlocked({ rest }: TabContext, userId: string, blocked: boolean): Promise<void> {
  return rest.send(`/api/users/me/blocks/${encodeURIComponent(userId)}`, { method: blocked ? 'PUT' : 'DELETE' });
}
