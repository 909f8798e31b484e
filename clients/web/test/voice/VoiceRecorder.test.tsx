import { expect, it, vi } from 'vitest';
import { Recorder, type Recording } from '../../src/voice/Recorder.ts';
import { VoiceRecorder } from '../../src/voice/VoiceRecorder.tsx';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';
import { after, control, show } from '../show.tsx';

it('who lets go while the browser asks for the microphone, and then cancels, sends nothing', async () => {
  const recording: Recording = { blob: new Blob(['x']), duration: 5, levels: [] };
  const recorder = { finish: vi.fn(async () => recording), cancel: vi.fn(async () => undefined) };
  let allow = (): void => undefined;
  vi.spyOn(Recorder, 'start').mockReturnValue(new Promise((resolve) => (allow = () => resolve(recorder as unknown as Recorder))));
  const [onSend, onEnd] = [vi.fn(), vi.fn()];
  await show(new FakeChat(demoWorld(() => 0)), <VoiceRecorder held={{ current: true }} onSend={onSend} onEnd={onEnd} />);
  await after(() => dispatchEvent(new Event('pointerup')));
  await after(() => allow());
  await after(() => {
    dispatchEvent(new Event('pointerup'));
    control('Cancel the recording').click();
  });

  expect(onEnd).toHaveBeenCalledOnce();
  expect(onSend).not.toHaveBeenCalled();
});
