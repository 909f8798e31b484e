import { expect, it } from 'vitest';
import { matchingPeople } from '../../src/newChat/matchingPeople.ts';

const people = [
  { userId: 'u_1', userName: 'mara', displayName: 'Mara Lindqvist' },
  { userId: 'u_2', userName: 'jw.1', displayName: 'Jonas Weber' },
];

it('people are found by user name, first or last name', () => {
  expect(matchingPeople(people, 'web').map(({ userId }) => userId)).toEqual(['u_2']);
  expect(matchingPeople(people, '@JW').map(({ userId }) => userId)).toEqual(['u_2']);
  expect(matchingPeople(people, 'jonas w').map(({ userId }) => userId)).toEqual(['u_2']);
  expect(matchingPeople(people, ' ').length).toBe(2);
  expect(matchingPeople(people, 'qvist')).toEqual([]);
});
