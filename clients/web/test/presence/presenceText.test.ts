import { describe, expect, it } from 'vitest';
import { presenceText } from '../../src/presence/presenceText.ts';
import { typingText } from '../../src/presence/typingText.ts';

const now = new Date(2026, 10, 22, 14, 30).getTime();
const seen = (lastSeen: number): string | undefined => presenceText({ userId: 'u_1', online: false, lastSeen }, now);

describe('presence in words', () => {
  it('says nothing of what is not known or not told', () => {
    expect(presenceText(undefined, now)).toBeUndefined();
    expect(presenceText({ userId: 'u_1', online: false }, now)).toBeUndefined();
  });

  it('is online whatever was seen last', () => {
    expect(presenceText({ userId: 'u_1', online: true, lastSeen: 0 }, now)).toBe('online');
  });

  it('becomes less exact with time', () => {
    expect(seen(now - 20_000)).toBe('last seen just now');
    expect(seen(now - 60_000)).toBe('last seen a minute ago');
    expect(seen(now - 59 * 60_000)).toBe('last seen 59 minutes ago');
    expect(seen(new Date(2026, 10, 22, 8, 2).getTime())).toBe('last seen today at 08:02');
    expect(seen(new Date(2026, 10, 21, 23, 2).getTime())).toBe('last seen yesterday at 23:02');
    expect(seen(new Date(2026, 10, 19, 7, 0).getTime())).toBe('last seen Thursday at 07:00');
    expect(seen(new Date(2026, 2, 3).getTime())).toBe('last seen on 3 Mar');
  });

  it('is just now where the clocks differ', () => {
    expect(seen(now + 5000)).toBe('last seen just now');
  });
});

describe('who is typing', () => {
  it('names one or two by their first name and counts more', () => {
    expect(typingText([], false)).toBeUndefined();
    expect(typingText(['Ana Ray'], false)).toBe('Ana is typing…');
    expect(typingText(['Ana Ray', 'Ben'], false)).toBe('Ana and Ben are typing…');
    expect(typingText(['Ana', 'Ben', 'Cy'], false)).toBe('3 people are typing…');
    expect(typingText([undefined], false)).toBe('Somebody is typing…');
  });

  it('names nobody where it can be one only', () => {
    expect(typingText(['Ana Ray'], true)).toBe('typing…');
  });
});
