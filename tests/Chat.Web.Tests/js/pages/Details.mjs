import { words } from './words.mjs';

/** What is known of the open chat, beside it. */
export class Details {
  constructor(page) {
    this.page = page;
    this.aside = page.getByRole('region', { name: 'Details' });
  }

  member(...parts) {
    return this.aside.getByRole('region', { name: 'Members' }).getByRole('listitem').filter({ hasText: words(...parts) });
  }

  async add(person) {
    await this.aside.getByRole('button', { name: 'Add' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Add to/ });
    await dialog.getByLabel('Who').fill(person.userName);
    await dialog.getByRole('list', { name: 'People' }).getByRole('button', { name: words(person.displayName) }).click();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  makeAdmin(name) {
    return this.#choose(name, 'Make admin');
  }

  async remove(name) {
    await this.#choose(name, 'Remove from the group');
    await this.#confirm(`Remove ${name}?`, 'Remove');
  }

  async rename(title) {
    await this.aside.getByRole('button', { name: 'Rename the group' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Rename the group' });
    await dialog.getByLabel('Name').fill(title);
    await dialog.getByRole('button', { name: 'Rename', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async leave() {
    await this.aside.getByRole('button', { name: 'Leave the group' }).click();
    await this.#confirm(/^Leave/, 'Leave');
    await this.aside.getByText('You are not a member of this group any more').waitFor();
  }

  async #choose(name, item) {
    await this.aside.getByRole('button', { name: `What to do with ${name}` }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async #confirm(title, button) {
    const dialog = this.page.getByRole('dialog', { name: title });
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }
}
