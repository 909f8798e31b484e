/** The dialog that begins a chat. */
export class NewChat {
  constructor(page) {
    this.page = page;
  }
}
