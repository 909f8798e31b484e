import { describe, expect, it } from 'vitest';
import { connectionNotice } from '../../src/connection/connectionText.ts';

describe('what the banner says', () => {
  it('is nothing while all is well', () => {
    expect(connectionNotice({ state: 'online' }, 0)).toBeUndefined();
  });

  it('tells of the next attempt and offers one now', () => {
    const notice = connectionNotice({ state: 'offline', nextAttemptAt: 9_500 }, 1_000);
    expect(notice?.text).toBe('You are offline. What you write is sent when you are back. Trying again in 9 seconds.');
    expect(notice?.action?.does).toBe('reconnect');
  });

  it('says nothing of an attempt whose time has come', () => {
    expect(connectionNotice({ state: 'offline', nextAttemptAt: 900 }, 1_000)?.text).not.toContain('Trying');
  });

  it.each([
    ['replaced', 'reconnect'],
    ['upgrade-required', 'reload'],
    ['device-revoked', 'reload'],
  ] as const)('offers what helps when it has stopped: %s', (reason, does) => {
    expect(connectionNotice({ state: 'stopped', reason }, 0)?.action?.does).toBe(does);
  });
});
