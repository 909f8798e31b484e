import { describe, expect, it } from 'vitest';
import { listTime } from '../../src/chatList/listTime.ts';

const now = new Date(2026, 10, 22, 14, 0).getTime();
const at = (...date: [number, number, number, number?, number?]): number => new Date(...date).getTime();

describe('the time of a line in the list', () => {
  it('is the clock for today', () => {
    expect(listTime(at(2026, 10, 22, 9, 5), now)).toBe('09:05');
    expect(listTime(at(2026, 10, 22, 0, 0), now)).toBe('00:00');
  });

  it('counts days by midnights, not by hours', () => {
    expect(listTime(at(2026, 10, 21, 23, 59), at(2026, 10, 22, 0, 1))).toBe('Yesterday');
  });

  it('is the weekday for the last six days, then the date', () => {
    expect(listTime(at(2026, 10, 20, 12), now)).toBe('Friday');
    expect(listTime(at(2026, 10, 16, 12), now)).toBe('Monday');
    expect(listTime(at(2026, 10, 15, 12), now)).toBe('15 Nov');
  });

  it('names the year of another year', () => {
    expect(listTime(at(2025, 2, 3), now)).toBe('03/03/2025');
  });

  it('is the clock where the server is a little ahead', () => {
    expect(listTime(now + 90_000, now)).toBe('14:01');
  });
});
