import { ChatList } from './ChatList.mjs';
import { words } from './words.mjs';

/** The dialogs that begin a chat. */
export class NewChat {
  constructor(page) {
    this.page = page;
    this.list = new ChatList(page);
  }

  async direct(person) {
    await this.list.list.getByRole('button', { name: 'New chat' }).first().click();
    const dialog = this.page.getByRole('dialog', { name: 'New chat' });
    await dialog.getByLabel('To').fill(person.userName);
    await dialog.getByRole('list', { name: 'People' }).getByRole('button', { name: words(person.displayName) }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async group(title, people) {
    await this.list.menu('New group');
    const dialog = this.page.getByRole('dialog', { name: 'New group' });
    await dialog.getByLabel('Name', { exact: true }).fill(title);
    for (const person of people) {
      await dialog.getByLabel('Members').fill(person.userName);
      await dialog.getByRole('list', { name: 'People' }).getByRole('button', { name: words(person.displayName) }).click();
      await dialog.getByRole('button', { name: `Take ${person.displayName} out` }).waitFor();
    }
    await dialog.getByRole('button', { name: 'Create group' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
}
