import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Device } from './Device.mjs';
import { openBrowser } from './browser.mjs';
import { resultsFolder } from './report.mjs';

/** A browser and the devices in it: each with storage, cookies and connections of its own. */
export class Stage {
  #name;
  #browser;
  #devices = [];
  #last = () => undefined;

  constructor(name, browser) {
    this.#name = name;
    this.#browser = browser;
  }

  static async open(name) {
    return new Stage(name, await openBrowser());
  }

  /** An empty browser profile with the client's page open. */
  async device(options = {}) {
    const device = await Device.open(this.#browser, options);
    this.#devices.push(device);
    return device;
  }

  /** The same, signed in. */
  async deviceOf(person, options = {}) {
    const device = await this.device(options);
    await device.signIn.signIn(person);
    await device.chats.shown();
    return device;
  }

  assertNoComplaints() {
    const complaints = this.#devices.flatMap((device) => device.complaints.unexpected);
    assert.deepEqual(complaints, [], 'The pages complain.');
  }

  /** Is done before the browser is closed, whatever happened. */
  atEnd(act) {
    this.#last = act;
  }

  async keepEvidence() {
    const folder = await resultsFolder();
    const file = this.#name.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 60);
    for (const [i, device] of this.#devices.entries()) {
      for (const [j, page] of device.pages.entries()) {
        const path = join(folder, `${file}-${i}${j === 0 ? '' : `-${j}`}`);
        await page.screenshot({ path: `${path}.png`, timeout: 5_000 }).catch((error) => console.error(error.message));
        const words = await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch((error) => error.message);
        await writeFile(`${path}.txt`, `${page.url()}\n\n${words}\n\n${device.complaints.unexpected.join('\n')}\n`);
      }
    }
  }

  async close() {
    await this.#last();
    await this.#browser.close();
  }
}
