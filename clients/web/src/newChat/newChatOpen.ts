import { signal } from '@preact/signals';

export interface NewChatWish {
  readonly kind: 'person' | 'group' | 'channel';
  /** Typed in already. */
  readonly userName: string;
}

/** What the dialog that begins a chat is to begin; absent while it is closed. */
export const newChatOpen = signal<NewChatWish | undefined>(undefined);

export function newChat(kind: NewChatWish['kind'], userName = ''): void {
  newChatOpen.value = { kind, userName };
}

export function closeNewChat(): void {
  newChatOpen.value = undefined;
}
