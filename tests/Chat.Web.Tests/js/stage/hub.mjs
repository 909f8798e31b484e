import { connect } from '../../../Chat.Stack.Tests/js/chat.mjs';

/** Does something with a person's connection to the hub, beside all browsers. */
export async function onHub(person, act) {
  const hub = await connect(person, { sync: false });
  try {
    return await act(hub);
  } finally {
    await hub.stop();
  }
}

/** Sends that many messages, `textOf(1)` first, a window of them under way at once. */
export function fill(person, chatId, count, textOf, underWay = 256) {
  return onHub(person, async (hub) => {
    for (let first = 1; first <= count; first += underWay) {
      const numbers = Array.from({ length: Math.min(underWay, count - first + 1) }, (_, i) => first + i);
      await Promise.all(numbers.map((number) => hub.send(chatId, textOf(number))));
    }
  });
}
