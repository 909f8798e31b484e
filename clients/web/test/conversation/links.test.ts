import { expect, it } from 'vitest';
import { links } from '../../src/conversation/links.ts';

const hrefs = (text: string): (string | undefined)[] => links(text).flatMap(({ href }) => href ?? []);

it('http and https addresses become links, the text around them stays', () => {
  expect(links('see https://a.example/b?c=1 now')).toEqual([
    { text: 'see ' },
    { text: 'https://a.example/b?c=1', href: 'https://a.example/b?c=1' },
    { text: ' now' },
  ]);
});

it('an address that begins with www leads to https', () => {
  expect(hrefs('www.example.org/x')).toEqual(['https://www.example.org/x']);
});

it('what ends a sentence or closes a bracket around it is not part of an address', () => {
  expect(hrefs('(https://a.example/b).')).toEqual(['https://a.example/b']);
  expect(hrefs('https://a.example/wiki/X_(y), or?')).toEqual(['https://a.example/wiki/X_(y)']);
  expect(hrefs('https://a.example!!!')).toEqual(['https://a.example/']);
});

it('nothing but http and https is ever clickable', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://a.example', 'mailto:a@b.example']) {
    expect(hrefs(text)).toEqual([]);
  }
});

it('an address that hides its host behind a user name stays text', () => {
  expect(hrefs('https://bank.example@evil.example/')).toEqual([]);
});

it('64 KiB made to be slow are split at once', () => {
  const began = performance.now();
  for (const end of [')'.repeat(60_000), `${'.'.repeat(60_000)}a`, ').'.repeat(30_000)]) links(`https://a.example/${end}`);
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(hrefs(`https://a.example/(b)${').'.repeat(30_000)}`)).toEqual(['https://a.example/(b)']);
});

it('a mail address and a plain word are no links', () => {
  expect(hrefs('me@www.example.org http:// https://nodots')).toEqual([]);
});
