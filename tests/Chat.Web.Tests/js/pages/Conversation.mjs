import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { until } from '../stage/until.mjs';
import { escape, words } from './words.mjs';

/** The open chat. A message is read out as "Ann Lee, the text, 14:02" or "You, the text, 14:02, read". */
export class Conversation {
  constructor(page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.log = this.main.getByRole('log', { name: /^Messages/ });
    this.text = this.main.getByRole('textbox', { name: /^(Message|Caption)$/ });
    this.tray = this.main.getByRole('list', { name: 'Files to send' });
  }

  async write(text) {
    await this.text.fill(text);
  }

  /** What stands in the composer, unsent. */
  holds(text) {
    return until(async () => (await this.text.inputValue()) === text, `${text} to stand in the composer`);
  }

  unreadLine(count) {
    return this.log.getByText(count === 1 ? '1 unread message' : `${count} unread messages`);
  }

  async submit() {
    await this.main.getByRole('button', { name: 'Send' }).click();
  }

  /** Until it stands in the conversation; not until it was sent. */
  async send(text) {
    await this.write(text);
    await this.submit();
    await this.message('You', text).waitFor();
  }

  /** `{name, mimeType, buffer}` each; they wait for `submit`. */
  async attach(...files) {
    const chooser = this.page.waitForEvent('filechooser');
    await this.main.getByRole('button', { name: 'Attach files' }).click();
    await (await chooser).setFiles(files);
    for (const { name } of files) await this.tray.getByRole('listitem').filter({ hasText: name }).waitFor();
  }

  async sendVoice(seconds) {
    await this.main.getByRole('button', { name: 'Record a voice message' }).click();
    const recorder = this.main.getByRole('group', { name: 'Recording a voice message' });
    await recorder.getByRole('timer').getByText(`0:0${seconds}`).waitFor();
    await recorder.getByRole('button', { name: 'Send the voice message' }).click();
  }

  /** Saves what the button fetches. */
  async download(button) {
    const download = this.page.waitForEvent('download');
    await button.click();
    return readFile(await (await download).path());
  }

  message(...parts) {
    return this.log.getByRole('article', { name: words(...parts) });
  }

  own(text, state) {
    return this.log.getByRole('article', { name: new RegExp(`^You, .*${escape(text)}, .*, ${state}$`, 's') });
  }

  from(name, text) {
    return this.log.getByRole('article', { name: new RegExp(`^${escape(name)}, .*${escape(text)}`, 's') });
  }

  /** What stands below the name: presence, typing, members. */
  async says(title, what) {
    await this.main.getByRole('button', { name: words(title, what) }).waitFor();
  }

  titled(title) {
    return this.main.getByRole('button', { name: new RegExp(`^${escape(title)}`) });
  }

  async openDetails() {
    await this.main.getByRole('button', { name: 'Details', exact: true }).click();
    await this.page.getByRole('region', { name: 'Details' }).waitFor();
  }

  async names() {
    const articles = await this.log.getByRole('article').all();
    return Promise.all(articles.map((article) => article.getAttribute('aria-label')));
  }

  /** These are shown, in this order, each once. */
  async inOrder(...texts) {
    const names = await this.names();
    const places = texts.map((text) => names.flatMap((name, place) => (name.includes(`, ${text}, `) ? [place] : [])));
    assert.deepEqual(places.map(({ length }) => length), texts.map(() => 1), `each once: ${names.join(' | ')}`);
    assert.deepEqual(places.flat(), places.flat().toSorted((a, b) => a - b), `in order: ${names.join(' | ')}`);
  }

  async once(...texts) {
    const names = await this.names();
    for (const text of texts) assert.equal(names.filter((name) => name.includes(`, ${text}, `)).length, 1, `${text} once in ${names.join(' | ')}`);
  }

  async absent(text) {
    assert.equal(await this.message(text).count(), 0);
  }

  async cannotWrite() {
    await this.main.getByText('You are no longer a member of this chat.').waitFor();
    await this.text.waitFor({ state: 'detached' });
  }
}
