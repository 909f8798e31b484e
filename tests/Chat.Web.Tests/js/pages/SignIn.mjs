/** The page of who is not signed in. */
export class SignIn {
  constructor(page) {
    this.page = page;
  }

  async shown() {
    await this.page.getByRole('button', { name: 'Sign in' }).waitFor();
  }

  async signIn({ userName, password }) {
    await this.page.getByLabel('User name').fill(userName);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async signUp({ displayName, userName, password }) {
    await this.page.getByRole('button', { name: 'Create an account' }).click();
    await this.page.getByLabel('Name', { exact: true }).fill(displayName);
    await this.page.getByLabel('User name').fill(userName);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Create account' }).click();
  }
}
