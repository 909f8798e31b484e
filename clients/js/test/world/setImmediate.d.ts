/** Node's; the tests run there. */
declare function setImmediate(run: (value?: unknown) => void): void;
