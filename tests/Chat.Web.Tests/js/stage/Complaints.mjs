/** What a page says went wrong: errors on its console, exceptions, requests that failed. A scenario names what it expects of these. */
export class Complaints {
  #heard = [];
  #expected = [];

  /** From now on, and of what was heard already: this is part of the scenario. */
  expect(...patterns) {
    this.#expected.push(...patterns);
  }

  listenTo(page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#hear(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#hear(`exception: ${error.stack ?? error.message}`));
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? 'failed';
      // The page's own doing: it was cancelled, or left with its page.
      if (why !== 'net::ERR_ABORTED') this.#hear(`request: ${request.method()} ${request.url().split('?')[0]} ${why}`);
    });
  }

  get unexpected() {
    return this.#heard.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
  }

  #hear(complaint) {
    this.#heard.push(complaint);
  }
}
