/** Who listens to which event. */
export class Listeners<Events> {
  readonly #handlers = new Map<keyof Events, Set<(payload: never) => void>>();

  add<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers.add(handler));
    return () => handlers.delete(handler);
  }

  tell<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const handler of [...(this.#handlers.get(event) ?? [])]) (handler as (payload: Events[E]) => void)(payload);
  }
}
