import { test } from 'node:test';
import { Stage } from './Stage.mjs';

/**
 * One thing that people do, on browsers of its own. It fails on what its pages complain of, too; then the pages' pictures and words are kept
 * in the test results.
 */
export function scenario(name, act, { timeout = 90_000 } = {}) {
  test(name, { timeout }, async () => {
    const stage = await Stage.open(name);
    try {
      await act(stage);
      stage.assertNoComplaints();
    } catch (error) {
      await stage.keepEvidence();
      throw error;
    } finally {
      await stage.close();
    }
  });
}
