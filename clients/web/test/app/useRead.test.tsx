import { ChatError } from '@chat/client';
import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { useRead } from '../../src/app/useRead.ts';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';
import { after, show } from '../show.tsx';

/** Reads that end when the test says so. */
class Reads {
  readonly open: ((value: string) => void)[] = [];
  begun = 0;

  read = (): Promise<string> => {
    this.begun++;
    return new Promise((resolve) => this.open.push(resolve));
  };
}

function Shown({ id, read }: { readonly id: string; readonly read: () => Promise<string> }) {
  const { value, failure } = useRead(id, read, (changes) => changes.chats.size > 0);
  return <p>{failure?.code ?? value ?? 'nothing'}</p>;
}

it('changes during a read make one more, and not one each', async () => {
  const chat = new FakeChat(demoWorld(() => 0));
  const reads = new Reads();
  const root = await show(chat, <Shown id="a" read={reads.read} />);
  for (let times = 0; times < 3; times++) await after(() => chat.change({ chats: new Set(['c_1']) }));
  expect(reads.begun).toBe(1);
  await after(() => reads.open[0]?.('old'));
  expect(reads.begun).toBe(2);
  await after(() => reads.open[1]?.('new'));
  expect(root.textContent).toBe('new');
  expect(reads.begun).toBe(2);
});

it('what comes for another key is not shown', async () => {
  const chat = new FakeChat(demoWorld(() => 0));
  const [first, second] = [new Reads(), new Reads()];
  const id = signal('a');
  const Switching = () => <Shown id={id.value} read={id.value === 'a' ? first.read : second.read} />;
  const root = await show(chat, <Switching />);
  await after(() => {
    id.value = 'b';
  });
  await after(() => first.open[0]?.('of a'));
  expect(root.textContent).toBe('nothing');
  await after(() => second.open[0]?.('of b'));
  expect(root.textContent).toBe('of b');
});

it('a refusal is shown and gone with the next read', async () => {
  const chat = new FakeChat(demoWorld(() => 0));
  const answers = [Promise.reject(new ChatError('offline', '')), Promise.resolve('there')];
  const root = await show(chat, <Shown id="a" read={() => answers.shift() ?? Promise.resolve('')} />);
  expect(root.textContent).toBe('offline');
  await after(() => chat.change({ chats: new Set(['c_1']) }));
  expect(root.textContent).toBe('there');
});
