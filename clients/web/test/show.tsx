import type { ChatClient } from '@chat/client';
import { render, type ComponentChildren } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { ClientContext } from '../src/app/ClientContext.tsx';

/** Renders it into the page, for a session with that client, until what it reads has come. */
export async function show(client: ChatClient, children: ComponentChildren): Promise<HTMLElement> {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  await act(async () => {
    render(<ClientContext.Provider value={client}>{children}</ClientContext.Provider>, root);
  });
  await settled();
  return root;
}

/** Does it and waits for what follows from it. */
export async function after(step: () => unknown): Promise<void> {
  await act(async () => {
    await step();
  });
  await settled();
}

/** Promises, what is rendered by them, and the reads which that begins; time does not pass. */
async function settled(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await act(async () => {
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(0);
    });
  }
}

/** The control with that name: a button, a link, a menu's entry. */
export function control(name: string | RegExp): HTMLElement {
  const all = [...document.querySelectorAll<HTMLElement>('button, a, [role=menuitem]')];
  const named = (element: HTMLElement): string => element.getAttribute('aria-label') ?? element.textContent ?? '';
  const found = all.findLast((element) =>
    typeof name === 'string' ? named(element).trim() === name : name.test(named(element)),
  );
  if (found === undefined) throw new Error(`There is no control “${String(name)}”, but ${all.map(named).join(' | ')}`);
  return found;
}

/** The field with that label. */
export function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((element) => element.textContent === label);
  const input = found === undefined ? null : document.getElementById(found.htmlFor);
  if (!(input instanceof HTMLInputElement)) throw new Error(`There is no field “${label}”`);
  return input;
}

export async function type(label: string, text: string): Promise<void> {
  await after(() => {
    field(label).value = text;
    field(label).dispatchEvent(new Event('input', { bubbles: true }));
  });
}
