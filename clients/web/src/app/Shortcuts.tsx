import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../design/Dialog.tsx';
import { newChat } from '../newChat/newChatOpen.ts';
import { goBack, navigate, route } from './routing.ts';
import './Shortcuts.css';

const shown = signal(false);

export function showShortcuts(): void {
  shown.value = true;
}

const shortcuts: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['?'], 'These shortcuts'],
  [['/'], 'Search your chats'],
  [['N'], 'New chat'],
  [['↑', '↓'], 'Move in the list of chats'],
  [['Enter'], 'Open the chat, send the message'],
  [['Shift', 'Enter'], 'New line'],
  [['I'], 'Details of the open chat'],
  [['Esc'], 'Close what is on top, leave the chat'],
];

/** Single keys do nothing while something is typed in. */
export function Shortcuts(): JSX.Element | null {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  if (!shown.value) return null;
  return (
    <Dialog
      title="Keyboard shortcuts"
      onClose={() => {
        shown.value = false;
      }}
    >
      <dl class="shortcuts">
        {shortcuts.map(([keys, does]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector('dialog[open]') !== null) return;
  if (event.key === 'Escape') {
    leave();
    return;
  }
  if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]')) return;
  const current = route.peek();
  if (event.key === '?') showShortcuts();
  else if (event.key === '/') document.querySelector<HTMLElement>('[data-shortcut=search]')?.focus();
  else if (event.key === 'n') newChat('person');
  else if (event.key === 'i' && current.screen === 'chat')
    navigate({ ...current, details: !current.details }, { replace: current.details });
  else return;
  event.preventDefault();
}

function leave(): void {
  const current = route.peek();
  if (current.screen === 'chat' && current.details) goBack({ ...current, details: false });
  else if (current.screen === 'devices') goBack({ screen: 'settings' });
  else if (current.screen !== 'chats') navigate({ screen: 'chats' });
}
