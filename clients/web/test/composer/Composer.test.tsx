import { expect, it, vi } from 'vitest';
import { AttachmentDraft } from '../../src/attachments/AttachmentDraft.ts';
import { Composer, type Unsent } from '../../src/composer/Composer.tsx';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';
import { after, control, show } from '../show.tsx';

it('what could not be put into the outbox stands in the field again, its files with it', async () => {
  const files = new AttachmentDraft(async (file) => ({ kind: 'file', file, name: file.name }), vi.fn());
  const nothing = (): void => undefined;
  let answer = (_: Unsent | undefined): void => undefined;
  const onSend = vi.fn(() => new Promise<Unsent | undefined>((resolve) => (answer = resolve)));
  const props = { draft: 'long thought', files, notice: undefined, handle: { current: null }, onSend };
  await show(
    new FakeChat(demoWorld(() => 0)),
    <Composer {...props} onNotice={nothing} onFiles={nothing} onTyping={nothing} onDraft={nothing} />,
  );
  const field = document.querySelector('textarea')!;
  await after(() => files.add([new File(['x'], 'a.txt')]));
  await after(() => control('Send').click());
  expect(onSend).toHaveBeenCalledWith('long thought', [expect.objectContaining({ name: 'a.txt' })]);
  expect([field.value, files.items.value.length]).toEqual(['', 0]);
  await after(() => answer({ text: 'long thought', files: true }));

  expect([field.value, files.items.value.length]).toEqual(['long thought', 1]);
});
