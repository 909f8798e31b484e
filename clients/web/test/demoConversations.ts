import type { Attachment, ChatMessage } from '@chat/client';
import { demoPicture, type DemoScene } from './demoPictures.ts';
import type { FakeChat, FakeRoom } from './FakeChat.ts';

const minute = 60_000;
const me = 'u_10';

type Line = readonly [from: string, gap: number, text: string, more?: Partial<ChatMessage>];

function wave(seed: number): readonly number[] {
  return Array.from({ length: 64 }, (_, i) =>
    Math.max(0.06, Math.abs(Math.sin(i * 0.53 + seed) * Math.cos(i * 0.17 + seed * 2) * Math.sin((i / 64) * Math.PI))),
  );
}

function picture(chat: FakeChat, scene: DemoScene, width: number, height: number): Attachment {
  const mediaId = `f_${scene}_${width}x${height}`;
  const { blob, preview } = demoPicture(scene, width, height);
  chat.addFile(mediaId, blob);
  return { kind: 'image', mediaId, name: `${scene}.jpg`, contentType: 'image/svg+xml', size: blob.size, width, height, preview };
}

/** Longer conversations with everything that a message can carry, in the demo's first chats, and one of 10,000 messages. */
export function addConversations(chat: FakeChat, now: number): void {
  const harbour = picture(chat, 'harbour', 1600, 1200);
  const ridge = picture(chat, 'ridge', 1200, 1600);
  const lake = picture(chat, 'lake', 2000, 1125);
  const night = picture(chat, 'night', 1500, 1500);
  const voice: Attachment = {
    kind: 'voice',
    mediaId: 'f_voice',
    name: 'voice.webm',
    contentType: 'audio/webm',
    size: 41_000,
    duration: 23.4,
    waveform: wave(1.3),
  };
  chat.addFile('f_voice', new Blob(['no sound'], { type: 'audio/webm' }));
  const gpx: Attachment = {
    kind: 'file',
    mediaId: 'f_gpx',
    name: 'lake-loop-18km.zip',
    contentType: 'application/zip',
    size: 742_000,
  };
  const menu: Attachment = {
    kind: 'file',
    mediaId: 'f_menu',
    name: 'Harbour café – spring menu.pdf',
    contentType: 'application/pdf',
    size: 1_910_000,
  };
  for (const file of [gpx, menu]) chat.addFile(file.mediaId, new Blob([file.name]));

  fill(chat, 'c_1', now - 26 * 60 * minute, [
    [
      'u_11',
      0,
      'Have you seen the new timetable? https://harbour-ferries.example/summer/timetable (page 3). The ferry goes every half hour from May on.',
    ],
    [me, 3, 'Finally!'],
    [me, 1, 'Then we do not have to leave at six.'],
    ['u_11', 2, '🎉🎉'],
    ['u_11', 1240, 'Shall we take the one at 9:30 on Saturday?'],
    [me, 4, 'Yes. I bring coffee, you bring the good bread 🥖'],
    [
      'u_11',
      9,
      'Deal. And the cheese from the market, if they have it.\n\nList so far:\n– bread\n– cheese\n– the small knife, not the one from last time',
    ],
    [me, 6, 'This is from this morning', { attachments: [harbour] }],
    ['u_11', 5, '', { attachments: [voice] }],
    [me, 3, 'Ha, I can hear the gulls'],
    ['u_11', 8, '', { attachments: [menu] }],
    ['u_11', 1, 'For afterwards'],
    [me, 12, 'They do have the cheese, I asked', { state: 'delivered' }],
    [me, 1, 'See you on the pier!', { state: 'sent' }],
  ]);
  fill(
    chat,
    'c_2',
    now - 49 * 60 * minute,
    [
      [me, 0, 'North ridge or the lake?'],
      ['u_15', 50, 'Lake, my knees say'],
      ['u_15', 1, 'Look what it looked like last week'],
      ['u_15', 1, '', { attachments: [lake, ridge, night] }],
      ['u_18', 14, 'Oh wow'],
      ['u_14', 1320, 'Portrait or it did not happen', { attachments: [ridge] }],
      [me, 30, 'The track, in case somebody wants it on their watch', { attachments: [gpx] }],
      ['u_11', 22, 'Thanks! 18 km is fine for me. Is there anything to eat on the way, or do we carry lunch?'],
      ['u_17', 940, 'Lake. Meet at the station at eight?'],
      ['u_14', 43, 'Eight is fine, I have room for three in the car'],
      ['u_14', 1, '🚗'],
      ['u_18', 2, 'I take the train, see you there'],
    ],
    3,
  );
  chat.rooms.set('c_long', long(now));
}

function fill(chat: FakeChat, chatId: string, start: number, lines: readonly Line[], unread = 0): void {
  const room = chat.rooms.get(chatId);
  if (room === undefined) return;
  let at = start;
  room.messages.splice(
    0,
    Infinity,
    ...lines.map(([from, gap, text, more], i): ChatMessage => {
      at += gap * minute;
      return message(chatId, i + 1, from, at, text, more);
    }),
  );
  room.readSeq = lines.length - unread;
}

function message(chatId: string, seq: number, from: string, at: number, text: string, more?: Partial<ChatMessage>): ChatMessage {
  const own = from === me;
  return { id: `${chatId}-${seq}`, chatId, seq, from, own, at, text, attachments: [], state: own ? 'read' : 'received', ...more };
}

const sentences = [
  'On my way.',
  'Did anybody feed the cat?',
  'The meeting is moved to three, same room, please tell the others when you see them today.',
  'Ha!',
  'I left the keys with the neighbours on the second floor. They are at home until six, afterwards try the bakery, and if that is closed too just call me and I will come down.',
  'OK',
  '👍',
  'Could you bring milk, bread and something for the evening? We are four, perhaps five.',
  'Look at https://example.org/timetable before you leave.',
  'That was three weeks ago already.\nTime flies.',
];

function long(now: number): FakeRoom {
  const people = [me, 'u_11', 'u_14', 'u_15'];
  const count = 10_000;
  const preview = demoPicture('lake', 2000, 1125).preview;
  const photo = {
    kind: 'image',
    mediaId: 'f_lake_2000x1125',
    name: 'lake.jpg',
    contentType: 'image/svg+xml',
    size: 9000,
    width: 2000,
    height: 1125,
    preview,
  } as const;
  const messages = Array.from({ length: count }, (_, i): ChatMessage => {
    const from = people[Math.floor(i / 3 + Math.sin(i) * 2 + 4) % people.length]!;
    const text = sentences[(i * 7 + Math.floor(i / 13)) % sentences.length]!;
    const more = i % 37 === 5 ? { attachments: [photo] } : {};
    return message('c_long', i + 1, from, now - (count - i) * 17 * minute, `${text}`, more);
  });
  return {
    chatId: 'c_long',
    type: 'group',
    title: 'Ten thousand',
    members: people.map((userId) => ({ userId, role: userId === me ? 'owner' : 'member' })),
    messages,
    readSeq: count,
  };
}
