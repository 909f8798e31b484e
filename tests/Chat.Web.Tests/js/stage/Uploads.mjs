const isSigned = (url) => url.searchParams.has('sig');

/** What a profile's pages put into the blob store; it can be held up. */
export class Uploads {
  /** Ids of the blocks that arrived, in order; one again for each time. */
  blocks = [];
  #context;
  #pass = Infinity;
  #held = [];

  constructor(context) {
    this.#context = context;
    context.on('requestfinished', (request) => {
      const block = blockOf(request);
      if (block !== undefined) this.blocks.push(block);
    });
  }

  /** So many more PUTs go through, the others wait. */
  async holdAfter(pass) {
    this.#pass = pass;
    await this.#context.route(isSigned, (route) => {
      if (route.request().method() !== 'PUT' || this.#pass-- > 0) return route.continue();
      // Until it is released.
      return new Promise((resolve) => this.#held.push(() => resolve(route.continue())));
    });
  }

  /** None waits any more, and those that did go on, unless their page was left. */
  release({ left = false } = {}) {
    this.#pass = Infinity;
    for (const goOn of this.#held.splice(0)) if (!left) goOn();
  }
}

function blockOf(request) {
  const url = new URL(request.url());
  return request.method() === 'PUT' && url.searchParams.get('comp') === 'block' ? url.searchParams.get('blockid') : undefined;
}
