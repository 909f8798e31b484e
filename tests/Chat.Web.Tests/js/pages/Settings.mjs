/** Settings and devices. */
export class Settings {
  constructor(page) {
    this.page = page;
  }
}
