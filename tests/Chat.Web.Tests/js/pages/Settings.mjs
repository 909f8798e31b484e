/** Settings and devices. */
export class Settings {
  constructor(page) {
    this.page = page;
    this.main = page.getByRole('main');
  }

  /** By its address, which every screen has. */
  async open() {
    await this.page.goto('/#/settings');
    await this.main.getByRole('heading', { name: 'Settings' }).waitFor();
    await this.main.getByRole('group', { name: 'Appearance' }).waitFor();
  }

  async signOut() {
    await this.open();
    await this.main.getByRole('button', { name: 'Sign out', exact: true }).click();
    await this.page.getByRole('dialog', { name: 'Sign out here?' }).getByRole('button', { name: 'Sign out', exact: true }).click();
  }

  async openDevices() {
    await this.page.goto('/#/devices');
    await this.main.getByRole('heading', { name: 'Devices', exact: true }).waitFor();
    await this.main.getByRole('region', { name: 'Other devices' }).getByRole('listitem').first().waitFor();
  }

  async signOutOther(name) {
    const others = this.main.getByRole('region', { name: 'Other devices' });
    await others.getByRole('button', { name: `Sign out ${name}` }).click();
    const dialog = this.page.getByRole('dialog', { name: `Sign out ${name}?` });
    await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await others.getByRole('button', { name: `Sign out ${name}` }).waitFor({ state: 'detached' });
  }
}
