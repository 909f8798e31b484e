import { describe, expect, it } from 'vitest';
import { dayLabel } from '../../src/conversation/days.ts';

const at = (month: number, day: number, hour = 12, year = 2026): number => new Date(year, month - 1, day, hour).getTime();
const now = at(5, 14, 10);

describe('dayLabel', () => {
  it('today and yesterday have their names, whatever the hour', () => {
    expect(dayLabel(at(5, 14, 0), now, 'en-GB')).toBe('Today');
    expect(dayLabel(at(5, 13, 23), now, 'en-GB')).toBe('Yesterday');
  });

  it('a day of the last week is a weekday', () => {
    expect(dayLabel(at(5, 11), now, 'en-GB')).toBe('Monday');
  });

  it('a week ago is a date, without its year if that is the present one', () => {
    expect(dayLabel(at(5, 7), now, 'en-GB')).toBe('7 May');
    expect(dayLabel(at(5, 7, 12, 2024), now, 'en-GB')).toBe('7 May 2024');
  });

  it('a message of tomorrow, by a clock that is ahead, is a date', () => {
    expect(dayLabel(at(5, 15), now, 'en-GB')).toBe('15 May');
  });
});
