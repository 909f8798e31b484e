import type { OutgoingFile } from '@chat/client';
import type { JSX, Ref } from 'preact';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentDraft } from '../attachments/AttachmentDraft.ts';
import { AttachmentTray } from '../attachments/AttachmentTray.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { VoiceRecorder } from '../voice/VoiceRecorder.tsx';
import { afterDelay } from './afterDelay.ts';
import { DraftKeeper } from './DraftKeeper.ts';
import { EmojiButton } from './EmojiButton.tsx';
import { enterSends } from './enterKey.ts';
import { insertAt } from './insertAt.ts';
import './composer.css';

export interface ComposerHandle {
  focus(): void;
}

export interface Unsent {
  readonly text: string;
  /** The files did not go either. */
  readonly files: boolean;
}

export interface ComposerProps {
  /** What was typed here and not sent when the chat was open before. */
  readonly draft: string;
  readonly files: AttachmentDraft;
  /** Why a file was not taken, or nothing recorded, in words. */
  readonly notice: string | undefined;
  readonly onNotice: (notice: string | undefined) => void;
  readonly onFiles: (files: readonly File[]) => void;
  /** Answers with what could not be put into the outbox, a full disk for one: it is not to be lost. */
  readonly onSend: (text: string, files: readonly OutgoingFile[]) => Promise<Unsent | undefined>;
  readonly onTyping: (typing: boolean) => void;
  readonly onDraft: (text: string) => void;
  readonly handle: Ref<ComposerHandle>;
}

const touch = (): boolean => matchMedia('(pointer: coarse)').matches;

export function Composer(props: ComposerProps): JSX.Element {
  const { files, notice, onNotice, onFiles, onSend, onTyping, handle } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const held = useRef(false);
  const [text, setText] = useState(props.draft);
  const [recording, setRecording] = useState(false);
  const written = useRef(text);
  written.current = text;
  const latest = useRef(props);
  latest.current = props;
  const [keeper] = useState(() => new DraftKeeper((draft) => latest.current.onDraft(draft), afterDelay));

  useImperativeHandle(handle, () => ({ focus: () => field.current?.focus() }), []);
  useLayoutEffect(() => grow(field.current), [text, recording]);
  useEffect(() => {
    // A phone's keyboard comes when it is asked for.
    if (!touch()) field.current?.focus({ preventScroll: true });
    const hide = (): void => keeper.flush();
    addEventListener('pagehide', hide);
    return () => {
      removeEventListener('pagehide', hide);
      keeper.flush();
    };
  }, []);

  const change = (next: string): void => {
    setText(next);
    keeper.typed(next);
    onTyping(next.trim() !== '');
    if (notice !== undefined) onNotice(undefined);
  };
  const attached = files.items.value;
  const ready = attached.every((item) => item.ready !== undefined);
  const empty = text.trim() === '' && attached.length === 0;

  const send = (): void => {
    if (empty || !ready) return;
    const items = files.items.peek();
    void onSend(text.trim(), files.take() ?? []).then((unsent) => {
      if (unsent === undefined) return;
      if (unsent.files) files.putBack(items);
      const again = [unsent.text, written.current].filter((part) => part !== '').join('\n');
      setText(again);
      keeper.typed(again);
    });
    setText('');
    keeper.clear();
    onTyping(false);
    field.current?.focus();
  };
  const insert = (emoji: string): void => {
    const element = field.current!;
    const { text: next, caret } = insertAt(text, emoji, element.selectionStart, element.selectionEnd);
    change(next);
    requestAnimationFrame(() => element.setSelectionRange(caret, caret));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !enterSends({ shift: event.shiftKey, composing: event.isComposing }, touch())) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    // Word processors put a picture of the text beside the text.
    if (pasted.length === 0 || event.clipboardData?.types.includes('text/plain') === true) return;
    event.preventDefault();
    onFiles(pasted);
  };
  const endRecording = (reason?: string): void => {
    held.current = false;
    setRecording(false);
    onNotice(reason);
    requestAnimationFrame(() => field.current?.focus());
  };

  return (
    <div class="composer">
      {notice !== undefined && (
        <p class="composer-notice" role="alert">
          {notice}
        </p>
      )}
      <AttachmentTray draft={files} />
      {recording ? (
        <VoiceRecorder
          held={held}
          onEnd={endRecording}
          onSend={(file) => {
            endRecording();
            void onSend('', [file]);
          }}
        />
      ) : (
        <div class="composer-row">
          <div class="composer-field">
            <EmojiButton onPick={insert} />
            <textarea
              ref={field}
              rows={1}
              value={text}
              dir="auto"
              placeholder={attached.length > 0 ? 'Add a caption' : 'Message'}
              aria-label={attached.length > 0 ? 'Caption' : 'Message'}
              enterkeyhint={touch() ? 'enter' : 'send'}
              onInput={(event) => change(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onPaste={onPaste}
              onBlur={() => onTyping(false)}
            />
            <IconButton icon="attach" label="Attach files" onClick={() => picker.current?.click()} />
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              aria-label="Files to attach"
              onChange={(event) => {
                onFiles([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = '';
                field.current?.focus();
              }}
            />
          </div>
          {empty ? (
            <MicrophoneButton
              onStart={() => {
                onNotice(undefined);
                setRecording(true);
              }}
              held={held}
            />
          ) : (
            <IconButton class="composer-send" icon="send" label="Send" kind="accent" disabled={!ready} onClick={send} />
          )}
        </div>
      )}
    </div>
  );
}

/** Longer than a tap, ms: the button is held, and letting go sends. */
const hold = 350;

function MicrophoneButton({ onStart, held }: { readonly onStart: () => void; readonly held: { current: boolean } }): JSX.Element {
  return (
    <div
      class="composer-microphone"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const timer = setTimeout(() => {
          held.current = true;
          onStart();
        }, hold);
        addEventListener('pointerup', () => clearTimeout(timer), { once: true });
        addEventListener('pointercancel', () => clearTimeout(timer), { once: true });
      }}
    >
      <IconButton
        icon="microphone"
        label="Record a voice message"
        kind="accent"
        class="composer-send"
        onClick={() => {
          if (!held.current) onStart();
        }}
      />
    </div>
  );
}

// As high as its text, up to what the style sheet allows.
function grow(field: HTMLTextAreaElement | null): void {
  if (field === null) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
