import { beforeEach, describe, expect, it } from 'vitest';
import { navigate, parseRoute, route, routeHash, type Route } from '../../src/app/routing.ts';

describe('the route in the address', () => {
  const routes: readonly Route[] = [
    { screen: 'chats' },
    { screen: 'chat', chatId: 'c_12', details: false },
    { screen: 'chat', chatId: 'c_12', details: true },
    { screen: 'settings' },
    { screen: 'devices' },
  ];

  it.each(routes)('comes back as it was written: $screen', (to) => {
    expect(parseRoute(routeHash(to))).toEqual(to);
  });

  it('is the list for anything else', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/c', '#/c/']) expect(parseRoute(hash)).toEqual({ screen: 'chats' });
  });

  it('takes an id that is not well written as it is', () => {
    expect(parseRoute('#/c/%zz')).toEqual({ screen: 'chat', chatId: '%zz', details: false });
  });
});

describe('navigating', () => {
  beforeEach(() => navigate({ screen: 'chats' }));

  it('changes the screen and the address', () => {
    navigate({ screen: 'chat', chatId: 'c_1', details: false });
    expect(route.value).toEqual({ screen: 'chat', chatId: 'c_1', details: false });
    expect(location.hash).toBe('#/c/c_1');
  });

  it('to where it is already leaves no step in the history', () => {
    const before = history.length;
    navigate({ screen: 'chats' });
    expect(history.length).toBe(before);
  });
});
