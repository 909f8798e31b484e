import type { User } from '@chat/client';

/** Those in whose name or user name a word begins with what is typed. */
export function matchingPeople(people: readonly User[], search: string): readonly User[] {
  const wanted = search.trim().replace(/^@/u, '').toLocaleLowerCase();
  if (wanted === '') return people;
  return people.filter(({ displayName, userName }) =>
    [userName, displayName, ...displayName.split(/\s+/u)].some((name) => name.toLocaleLowerCase().startsWith(wanted)),
  );
}
