import { signal } from '@preact/signals';

export type NewChatKind = 'person' | 'group' | 'channel';

/** What the dialog that begins a chat is to begin; absent while it is closed. */
export const newChatOpen = signal<{ readonly kind: NewChatKind; readonly userName: string } | undefined>(undefined);

export function newChat(kind: NewChatKind, userName = ''): void {
  newChatOpen.value = { kind, userName };
}

export function closeNewChat(): void {
  newChatOpen.value = undefined;
}
