import { expect, it } from 'vitest';
import { initials } from '../../src/design/initials.ts';
import { personColor } from '../../src/design/personColor.ts';

it.each([
  ['Mara Lindqvist', 'ML'],
  ['jonas', 'J'],
  ['Grace Atwood-Montgomery of the Lower Valley', 'GV'],
  ['Book club 2024', 'BC'],
  ['2024', '2'],
  ['(ana) "ray"', 'AR'],
  ['Élodie', 'É'],
  ['🚲 Bikes', '🚲B'],
  ['  ', '?'],
])('%s is %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

it('ids spread over all eight colours', () => {
  const colors = Array.from({ length: 200 }, (_, at) => personColor(`u_${1000 + at}`));
  expect(new Set(colors).size).toBe(8);
});
