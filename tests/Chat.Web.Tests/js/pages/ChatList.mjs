import { words } from './words.mjs';

/** The list of chats, and what stands above it. */
export class ChatList {
  constructor(page) {
    this.page = page;
    this.list = page.getByRole('navigation', { name: 'Chats' });
  }

  shown() {
    return this.list.waitFor();
  }

  row(...parts) {
    return this.list.getByRole('link', { name: words(...parts) });
  }

  async open(title) {
    await this.row(title).click();
    await this.page.getByRole('log', { name: `Messages with ${title}` }).waitFor();
  }

  unread(title, count) {
    return count === 0 ? this.row(title).and(this.page.getByRole('link', { name: /^(?!.* unread)/s })) : this.row(title, `${count} unread`);
  }

  offline() {
    return this.page.getByText(/You are offline\./).first();
  }

  async menu(item) {
    await this.list.getByRole('button', { name: 'Menu' }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}
