import { ChatError } from '../api.ts';
import type { TabContext } from './TabContext.ts';

/**
 * Work that nobody waits for. Where the server refuses it, or is not reached, it is left for the next occasion; when the tab has ended, so
 * has its store. Anything else is a defect, and told as the page tells any error.
 */
export function background({ ended }: TabContext, work: Promise<unknown>): void {
  work.catch((failure: unknown) => {
    if (!(failure instanceof ChatError) && !ended.aborted) throw failure;
  });
}
