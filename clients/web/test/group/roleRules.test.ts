import { describe, expect, it } from 'vitest';
import { managesChat, memberActs } from '../../src/group/roleRules.ts';

describe('who may do what to a member', () => {
  it('the owner removes anyone, gives and takes roles and hands over', () => {
    expect(memberActs('owner', 'member', false)).toEqual({ remove: true, roles: ['admin', 'owner'] });
    expect(memberActs('owner', 'admin', false)).toEqual({ remove: true, roles: ['member', 'owner'] });
  });

  it('an admin removes plain members only', () => {
    expect(memberActs('admin', 'member', false)).toEqual({ remove: true, roles: [] });
    expect(memberActs('admin', 'admin', false)).toEqual({ remove: false, roles: [] });
    expect(memberActs('admin', 'owner', false)).toEqual({ remove: false, roles: [] });
  });

  it('a member does nothing to others, and nobody anything to oneself', () => {
    expect(memberActs('member', 'member', false)).toEqual({ remove: false, roles: [] });
    expect(memberActs('owner', 'owner', true)).toEqual({ remove: false, roles: [] });
  });

  it('owner and admins rename and add, but not in a direct chat', () => {
    expect(managesChat('group', 'admin')).toBe(true);
    expect(managesChat('channel', 'owner')).toBe(true);
    expect(managesChat('group', 'member')).toBe(false);
    expect(managesChat('direct', 'owner')).toBe(false);
  });
});
