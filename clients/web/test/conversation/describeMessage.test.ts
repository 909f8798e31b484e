import { describe, expect, it } from 'vitest';
import { describeMessage } from '../../src/conversation/describeMessage.ts';
import { own, received } from './messages.ts';

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
