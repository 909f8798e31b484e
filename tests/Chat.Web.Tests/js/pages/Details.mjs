import { words } from './words.mjs';

/** What is known of the open chat, beside it. */
export class Details {
  constructor(page) {
    this.page = page;
    this.aside = page.getByRole('complementary', { name: 'Details' });
  }

  member(...parts) {
    return this.aside.getByRole('listitem').filter({ hasText: words(...parts) });
  }
}
