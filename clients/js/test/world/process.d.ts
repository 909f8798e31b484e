/** Node's, as far as the tests use it; the package itself knows the browser's types only. */
declare const process: { once(event: 'unhandledRejection' | 'uncaughtException', told: (failure: unknown) => void): void };
