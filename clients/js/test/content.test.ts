import { describe, expect, test } from 'vitest';
import { plainContent, unreadable } from '../src/content/plainContent.ts';

const context = { chatId: 'c_1', from: 'u_1' };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('Content', () => {
  test('comes back as it went', async () => {
    const attachment = {
      kind: 'voice' as const,
      mediaId: 'f_1',
      name: 'note',
      contentType: 'audio/webm',
      size: 7,
      duration: 1.5,
      waveform: [0, 0.5, 1],
    };
    const content = { text: 'hé {"a":1}', attachments: [attachment] };
    expect(await plainContent.decode(await plainContent.encode(content, context), context)).toEqual(content);
  });

  test('of other clients is shown as the text it is', async () => {
    for (const text of ['hello', '{"not":"an envelope"}', '{broken', '']) {
      expect(await plainContent.decode(bytes(text), context)).toEqual({ text, attachments: [] });
    }
  });

  test('that is no text at all says so', async () => {
    expect(await plainContent.decode(new Uint8Array([0xff, 0xfe, 0x00]), context)).toEqual({ text: unreadable, attachments: [] });
  });

  test('of a newer version shows what is known of it', async () => {
    const newer = bytes('{"chat":7,"text":"hi","attachments":[{"mediaId":"f_1","size":3,"kind":"hologram","new":true},5]}');
    expect(await plainContent.decode(newer, context)).toEqual({
      text: 'hi',
      attachments: [{ kind: 'file', mediaId: 'f_1', name: '', contentType: 'application/octet-stream', size: 3 }],
    });
  });

  test('takes no preview that would be loaded from elsewhere', async () => {
    const [attachment] = (
      await plainContent.decode(
        bytes(
          '{"chat":1,"text":"","attachments":[{"mediaId":"f_1","size":3,"kind":"image","preview":"https://example.org/x.png"}]}',
        ),
        context,
      )
    ).attachments;
    expect(attachment).toBeDefined();
    expect(attachment?.preview).toBeUndefined();
  });
});
