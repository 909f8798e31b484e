import type { Attachment } from '@chat/client';
import { describe, expect, it } from 'vitest';
import { messageLine } from '../../src/chatList/messageLine.ts';

function carrying(kind: Attachment['kind'], more: Partial<Attachment> = {}): Attachment {
  return { kind, mediaId: 'f_1', name: 'plan.pdf', contentType: 'x/y', size: 1, ...more };
}

describe('a message in one line', () => {
  it('is its text without line breaks', () => {
    expect(messageLine({ text: ' one\n\n two ', attachments: [] })).toEqual({ text: 'one two' });
  });

  it('names what it carries where there is no text', () => {
    expect(messageLine({ text: '', attachments: [carrying('image')] }).text).toBe('Photo');
    expect(messageLine({ text: '', attachments: [carrying('voice', { duration: 12.4 })] }).text).toBe('Voice message 0:12');
    expect(messageLine({ text: '', attachments: [carrying('file')] }).text).toBe('plan.pdf');
  });

  it('counts several', () => {
    expect(messageLine({ text: '', attachments: [carrying('image'), carrying('image')] }).text).toBe('2 photos');
    expect(messageLine({ text: '', attachments: [carrying('image'), carrying('file')] }).text).toBe('2 files');
  });

  it('keeps the picture beside a text', () => {
    expect(messageLine({ text: 'Look', attachments: [carrying('image')] })).toEqual({ icon: 'image', text: 'Look' });
  });

  it('names what is still going up', () => {
    const upload = {
      kind: 'video',
      file: new Blob(),
      name: 'a.mp4',
      duration: 61,
      state: 'uploading',
      sent: 0,
      total: 9,
    } as const;
    expect(messageLine({ text: '', attachments: [], uploads: [upload] }).text).toBe('Video 1:01');
  });
});
