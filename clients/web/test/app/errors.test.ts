import { ChatError } from '@chat/client';
import { describe, expect, it, vi } from 'vitest';
import { errorText, toChatError, waitText } from '../../src/app/errors.ts';

describe('a refusal in words', () => {
  it('says how long to wait', () => {
    expect(errorText(new ChatError('rate-limited', '', 12.2))).toBe('Too many attempts. Try again in 13 seconds.');
    expect(errorText(new ChatError('rate-limited', ''))).toBe('Too many attempts. Try again in a moment.');
    expect([0.2, 59, 60, 61].map(waitText)).toEqual(['in a second', 'in 59 seconds', 'in a minute', 'in 2 minutes']);
  });

  it('has words for a code that it does not know', () => {
    expect(errorText(new ChatError('new-code', 'internal words'))).toBe('That did not work. Try again.');
  });

  it('logs what is no refusal, as a fault of the page', () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    expect(toChatError(new TypeError('x')).code).toBe('unknown');
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});
