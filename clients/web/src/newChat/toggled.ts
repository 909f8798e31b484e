import type { User } from '@chat/client';

/** With that person put in, or taken out if in already. */
export function toggled(people: readonly User[], user: User): readonly User[] {
  const without = people.filter(({ userId }) => userId !== user.userId);
  return without.length < people.length ? without : [...people, user];
}
