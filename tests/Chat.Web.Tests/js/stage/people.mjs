import { randomUUID } from 'node:crypto';
import { device, edge, rest } from '../../../Chat.Stack.Tests/js/chat.mjs';

export { edge };

/** An account, with a device of its own that asks over REST and the hub; `displayName` as a screen shows it. */
export async function person(displayName) {
  const name = displayName.split(' ')[0].toLowerCase().normalize('NFD').replaceAll(/[^a-z]/g, '');
  const userName = `${name}-${randomUUID().slice(0, 8)}`;
  const password = 'correct horse battery';
  const { status, body } = await rest('POST', '/api/users', { body: { userName, password, displayName } });
  if (status !== 201) throw new Error(`sign-up answered ${status}: ${JSON.stringify(body)}`);
  return { displayName, ...(await device({ userName, password }, 'script')) };
}

/** Asks as that person; fails unless the answer is a success. */
export async function ask(who, method, path, body) {
  const answer = await rest(method, path, { token: who.token, body });
  if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export const directChat = (one, other) => ask(one, 'POST', '/api/chats', { type: 'direct', members: [other.userId] });

export const groupChat = (owner, title, members, type = 'group') =>
  ask(owner, 'POST', '/api/chats', { type, title, members: members.map((member) => member.userId) });
