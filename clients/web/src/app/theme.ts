import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const key = 'chat.theme';

function kept(): Theme {
  const value = localStorage.getItem(key);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** What the user chose on this device. */
export const theme = signal<Theme>(kept());

/** Shows the theme that is chosen, and keeps it. public/theme.js has shown it before the first paint. */
export function followTheme(): void {
  effect(() => {
    if (theme.value === 'system') {
      localStorage.removeItem(key);
      delete document.documentElement.dataset.theme;
    } else {
      localStorage.setItem(key, theme.value);
      document.documentElement.dataset.theme = theme.value;
    }
  });
}
