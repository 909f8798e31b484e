/** The times between frames, ms, and the tasks above 50 ms, while something is done. */
export async function measureFrames(page, act) {
  await page.evaluate(() => {
    const seen = { frames: [], tasks: [], going: true };
    window.frameMeasurement = seen;
    let last;
    const frame = (now) => {
      if (last !== undefined) seen.frames.push(now - last);
      last = now;
      if (seen.going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    seen.observer = new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration)));
    seen.observer.observe({ type: 'longtask' });
  });
  await act();
  const { frames, tasks } = await page.evaluate(() => {
    const seen = window.frameMeasurement;
    seen.going = false;
    seen.observer.disconnect();
    return { frames: seen.frames, tasks: seen.tasks };
  });
  return new Frames(frames, tasks);
}

class Frames {
  #frames;
  #tasks;

  constructor(frames, tasks) {
    this.#frames = frames.toSorted((a, b) => a - b);
    this.#tasks = tasks;
  }

  get median() {
    return this.#at(0.5);
  }

  toString() {
    const longest = Math.max(0, ...this.#tasks);
    return (
      `${this.#frames.length} frames, median ${this.median.toFixed(0)} ms, 95% ${this.#at(0.95).toFixed(0)} ms, ` +
      `longest ${this.#at(1).toFixed(0)} ms; ${this.#tasks.length} long tasks, the longest ${longest.toFixed(0)} ms`
    );
  }

  #at(part) {
    return this.#frames[Math.min(this.#frames.length - 1, Math.floor(part * this.#frames.length))];
  }
}
