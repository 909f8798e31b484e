import type { ChatMessage, User } from '@chat/client';
import type { FakeRoom, FakeWorld } from './FakeChat.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const me = 'u_10';

const people: readonly User[] = [
  { userId: me, userName: 'mara', displayName: 'Mara Lindqvist' },
  { userId: 'u_11', userName: 'jonas', displayName: 'Jonas Weber' },
  { userId: 'u_12', userName: 'amina', displayName: 'Amina Haddad' },
  { userId: 'u_13', userName: 'tom', displayName: 'Tom Okafor' },
  { userId: 'u_14', userName: 'lucia', displayName: 'Lucía Ferrer' },
  { userId: 'u_15', userName: 'kenji', displayName: 'Kenji Mori' },
  { userId: 'u_16', userName: 'grace', displayName: 'Grace Atwood-Montgomery of the Lower Valley' },
  { userId: 'u_17', userName: 'pawel', displayName: 'Paweł Żak' },
  { userId: 'u_18', userName: 'ines', displayName: 'Inês Duarte' },
  { userId: 'u_19', userName: 'olu', displayName: 'Olu Adeyemi' },
];

type Line = readonly [from: string, ago: number, text: string, more?: Partial<ChatMessage>];

function room(now: number, part: Omit<FakeRoom, 'messages' | 'readSeq'> & { unread?: number }, lines: readonly Line[]): FakeRoom {
  const messages = lines.map(([from, ago, text, more], at): ChatMessage => ({
    id: `${part.chatId}-${at}`,
    chatId: part.chatId,
    seq: at + 1,
    from,
    own: from === me,
    at: now - ago,
    text,
    attachments: [],
    state: from === me ? 'read' : 'received',
    ...more,
  }));
  const { unread = 0, ...rest } = part;
  return { ...rest, messages, readSeq: messages.length - unread };
}

function direct(userId: string): Pick<FakeRoom, 'type' | 'members'> {
  return {
    type: 'direct',
    members: [
      { userId: me, role: 'owner' },
      { userId, role: 'member' },
    ],
  };
}

const photo = { kind: 'image', mediaId: 'f_1', name: 'harbour.jpg', contentType: 'image/jpeg', size: 240_000 } as const;
const voice = {
  kind: 'voice',
  mediaId: 'f_2',
  name: 'voice.webm',
  contentType: 'audio/webm',
  size: 24_000,
  duration: 12,
} as const;
const plan = { kind: 'file', mediaId: 'f_3', name: 'floor-plan-2.pdf', contentType: 'application/pdf', size: 1_900_000 } as const;

/** Demo people and chats, as of `now`. */
export function demoWorld(now: () => number): FakeWorld {
  const at = now();
  return {
    now,
    session: { userId: me, deviceId: 'd_1', userName: 'mara', displayName: 'Mara Lindqvist' },
    users: people,
    presence: [
      { userId: 'u_11', online: true },
      { userId: 'u_12', online: false, lastSeen: at - 5 * minute },
      { userId: 'u_13', online: false, lastSeen: at - 3 * hour },
      { userId: 'u_14', online: true },
      { userId: 'u_15', online: false, lastSeen: at - 2 * day },
    ],
    devices: [
      { deviceId: 'd_1', name: 'Chrome on Windows', createdAt: at - 40 * day, lastSeen: at, current: true },
      { deviceId: 'd_2', name: 'Pixel 9', createdAt: at - 300 * day, lastSeen: at - 14 * minute, current: false },
      { deviceId: 'd_3', name: 'Firefox on Linux', createdAt: at - 9 * day, lastSeen: at - 6 * day, current: false },
    ],
    rooms: [
      room(at, { chatId: 'c_1', ...direct('u_11') }, [
        ['u_11', day + 2 * hour, 'Have you seen the new timetable? The ferry goes every half hour from May on.'],
        [me, day + hour, 'Finally! Then we do not have to leave at six.'],
        ['u_11', 3 * hour, 'Shall we take the one at 9:30 on Saturday?'],
        [me, 2 * hour, 'Yes. I bring coffee, you bring the good bread.'],
        ['u_11', 40 * minute, 'Deal. And the cheese from the market, if they have it.'],
        [me, 4 * minute, 'They do, I asked this morning', { state: 'delivered' }],
      ]),
      room(
        at,
        {
          chatId: 'c_2',
          type: 'group',
          title: 'Sunday hikes',
          unread: 3,
          members: [
            { userId: 'u_14', role: 'owner' },
            { userId: me, role: 'admin' },
            { userId: 'u_11', role: 'member' },
            { userId: 'u_15', role: 'member' },
            { userId: 'u_17', role: 'member' },
            { userId: 'u_18', role: 'member' },
          ],
        },
        [
          [me, 5 * hour, 'North ridge or the lake?'],
          ['u_15', 4 * hour, 'Lake, my knees say'],
          ['u_17', 55 * minute, 'Lake. Meet at the station at eight?'],
          ['u_14', 12 * minute, 'Eight is fine, I have room for three in the car'],
        ],
      ),
      room(at, { chatId: 'c_3', ...direct('u_12'), unread: 1 }, [
        [me, 4 * hour, 'How was the interview?'],
        ['u_12', 70 * minute, '', { attachments: [voice] }],
      ]),
      room(at, { chatId: 'c_4', ...direct('u_13'), draft: 'I can be there around' }, [
        ['u_13', 7 * hour, 'When do you get to the office tomorrow?'],
      ]),
      room(
        at,
        {
          chatId: 'c_5',
          type: 'group',
          title: 'Kitchen renovation',
          members: [
            { userId: me, role: 'owner' },
            { userId: 'u_19', role: 'admin' },
            { userId: 'u_16', role: 'member' },
          ],
        },
        [
          ['u_19', 2 * day, 'The electrician can come on the 14th'],
          [me, day + 3 * hour, '', { attachments: [plan], state: 'sent' }],
        ],
      ),
      room(at, { chatId: 'c_6', ...direct('u_14') }, [
        [me, 2 * day, 'The light was unbelievable', { attachments: [photo] }],
        ['u_14', 2 * day - 5 * minute, '', { attachments: [photo, photo, photo] }],
      ]),
      room(
        at,
        {
          chatId: 'c_7',
          type: 'channel',
          title: 'Harbour district news',
          memberCount: 4812,
          unread: 1,
          members: [
            { userId: 'u_18', role: 'owner' },
            { userId: me, role: 'member' },
            { userId: 'u_12', role: 'member' },
          ],
        },
        [
          ['u_18', 9 * day, 'The library is closed next week.'],
          ['u_18', 3 * day, 'Water is off in Quay Street on Thursday between 9:00 and 11:30, please fill a few bottles before.'],
        ],
      ),
      room(at, { chatId: 'c_8', ...direct('u_16') }, [
        [me, 12 * day, 'Happy birthday! Have a wonderful day with everybody', { state: 'failed', failure: 'not-a-member' }],
      ]),
      room(at, { chatId: 'c_9', ...direct('u_15') }, [['u_15', 30 * day, 'See you in Kyoto']]),
      room(
        at,
        {
          chatId: 'c_10',
          type: 'group',
          title: 'Book club 2024',
          left: true,
          members: [{ userId: 'u_17', role: 'owner' }],
        },
        [['u_17', 500 * day, 'Thank you all for a good year']],
      ),
    ],
  };
}
