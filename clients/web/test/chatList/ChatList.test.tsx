import { beforeEach, describe, expect, it } from 'vitest';
import { route } from '../../src/app/routing.ts';
import { useChats } from '../../src/app/useChat.ts';
import { ChatList } from '../../src/chatList/ChatList.tsx';
import { demoWorld } from '../demoWorld.ts';
import { FakeChat } from '../FakeChat.ts';
import { after, show } from '../show.tsx';

function List({ selected }: { readonly selected?: string }) {
  return <ChatList chats={useChats()} selected={selected} />;
}

function row(chatId: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-chat="${chatId}"]`);
  if (found === null) throw new Error(`no row of ${chatId}`);
  return found;
}

describe('the list of chats', () => {
  let chat: FakeChat;

  beforeEach(async () => {
    chat = new FakeChat(demoWorld(() => new Date(2026, 10, 22, 14, 0).getTime()));
    await show(chat, <List />);
  });

  it('brings a chat with a new message to the top and counts it', async () => {
    await after(() => chat.receive('c_9', 'u_15', 'I am back'));
    const first = document.querySelector<HTMLElement>('[data-chat]');
    expect(first?.dataset.chat).toBe('c_9');
    expect(first?.textContent).toContain('I am back');
    expect(first?.textContent).toContain('1 unread');
  });

  it('shows typing in place of the last message, and the message again when it ends', async () => {
    await after(() => chat.setTyping('c_2', 'u_15', true));
    expect(row('c_2').textContent).toContain('Kenji is typing…');
    await after(() => chat.setTyping('c_2', 'u_15', false));
    expect(row('c_2').textContent).not.toContain('typing');
  });

  it('shows a draft, but not of the chat that is open', async () => {
    expect(row('c_4').textContent).toContain('Draft: I can be there around');
    await show(chat, <List selected="c_4" />);
    expect(row('c_4').textContent).not.toContain('Draft');
    expect(row('c_4').getAttribute('aria-current')).toBe('page');
  });

  it('shows how far an own message has come', async () => {
    await after(() => chat.send('c_9', { text: 'Hello' }));
    const ticks = (): string | null | undefined => row('c_9').querySelector('.ticks')?.getAttribute('aria-label');
    expect(ticks()).toBe('Sent');
    await after(() => chat.setState('c_9', Infinity, 'read'));
    expect(ticks()).toBe('Read');
  });

  it('has one row that Tab reaches, and moves from row to row by the arrows', async () => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-chat]')];
    expect(rows.filter((other) => other.tabIndex === 0)).toEqual([rows[0]]);
    rows[0]?.focus();
    rows[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    expect(document.activeElement).toBe(rows[1]);
  });

  it('opens a chat', async () => {
    await after(() => row('c_2').click());
    expect(route.value).toEqual({ screen: 'chat', chatId: 'c_2', details: false });
  });
});

it('an empty list says how to begin', async () => {
  const chat = new FakeChat({ ...demoWorld(() => 0), rooms: [] });
  const root = await show(chat, <List />);
  expect(root.textContent).toContain('No chats yet');
  expect(root.textContent).toContain(chat.session.userName);
});
