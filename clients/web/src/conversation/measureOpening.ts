const start = 'chat-open:start';

/** The chat is about to be opened. */
export function openingBegins(): void {
  performance.mark(start);
}

/** Its messages are in the document: `chat-open` is measured up to the moment when they have been painted. */
export function openingEnds(): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    // A task after the frame's own work: the frame is done.
    port1.onmessage = () => {
      port1.close();
      if (performance.getEntriesByName(start).length === 0) return;
      performance.measure('chat-open', start);
      performance.clearMarks(start);
    };
    port2.postMessage(undefined);
  });
}
