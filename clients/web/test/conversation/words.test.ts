import { describe, expect, it } from 'vitest';
import { describeMessage } from '../../src/conversation/describeMessage.ts';
import { presenceText } from '../../src/conversation/presenceText.ts';
import { whoTypes } from '../../src/conversation/whoTypes.ts';
import { own, received } from './messages.ts';

describe('whoTypes', () => {
  it('names those who type, and counts from the third on', () => {
    expect(whoTypes([], false)).toBe('');
    expect(whoTypes(['Ann'], true)).toBe('typing…');
    expect(whoTypes(['Ann'], false)).toBe('Ann is typing…');
    expect(whoTypes(['Ann', 'Ben'], false)).toBe('Ann and Ben are typing…');
    expect(whoTypes(['Ann', 'Ben', 'Cy'], false)).toBe('Ann, Ben and 1 other are typing…');
    expect(whoTypes(['Ann', 'Ben', 'Cy', 'Di'], false)).toBe('Ann, Ben and 2 others are typing…');
  });
});

describe('presenceText', () => {
  const now = new Date(2026, 4, 14, 12, 0).getTime();

  it('says less the less is known', () => {
    expect(presenceText(undefined, now)).toBe('');
    expect(presenceText({ userId: 'u', online: false }, now)).toBe('');
    expect(presenceText({ userId: 'u', online: true }, now)).toBe('online');
  });

  it('is as exact as it is near', () => {
    const seen = (ago: number): string => presenceText({ userId: 'u', online: false, lastSeen: now - ago }, now, 'en-GB');
    expect(seen(20_000)).toBe('last seen just now');
    expect(seen(5 * 60_000)).toBe('last seen 5 min ago');
    expect(seen(3 * 3_600_000)).toBe('last seen today at 9:00');
    expect(seen(24 * 3_600_000)).toBe('last seen yesterday at 12:00');
  });
});

describe('describeMessage', () => {
  it('says who, what, when, and how far an own one has come', () => {
    expect(describeMessage(received(1, { text: 'Hello' }), 'Ann')).toMatch(/^Ann, Hello, /);
    expect(describeMessage(own(1, { text: 'Hello', state: 'read' }), 'me')).toMatch(/^You, Hello, .*, read$/);
    expect(describeMessage(own(1, { state: 'failed' }), 'me')).toMatch(/not sent$/);
  });

  it('names what is attached', () => {
    const file = { kind: 'file', mediaId: 'f', name: 'plan.pdf', contentType: 'application/pdf', size: 1 } as const;
    expect(describeMessage(received(1, { text: '', attachments: [file, { ...file, kind: 'voice' }] }), 'Ann')).toMatch(
      /^Ann, File plan\.pdf, Voice message, /,
    );
  });
});
