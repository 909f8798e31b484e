/** Runs tasks, at most `width` at once; the same key again while it waits or runs is the same task. */
export class Lane<T> {
  private readonly tasks = new Map<string, Promise<T>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly width: number) {}

  run(key: string, task: () => Promise<T>): Promise<T> {
    const known = this.tasks.get(key);
    if (known) return known;
    const result = this.turn(task).finally(() => this.tasks.delete(key));
    this.tasks.set(key, result);
    return result;
  }

  private async turn(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.width) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await task();
    } finally {
      // The place is handed on, not given back, so that nobody overtakes.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
