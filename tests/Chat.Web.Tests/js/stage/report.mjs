import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder for what a run leaves behind. */
export async function resultsFolder() {
  const folder = process.env.CHAT_TEST_RESULTS ?? 'results';
  await mkdir(folder, { recursive: true });
  return folder;
}

/** A figure, for those who read the output, and kept in `figures.txt` among the results. */
export async function report(line) {
  console.log(line);
  await appendFile(join(await resultsFolder(), 'figures.txt'), `${line}\n`);
}
