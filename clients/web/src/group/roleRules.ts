import type { ChatType, Role } from '@chat/client';

/** What one member may do to another; the server's own rules. */
export interface MemberActs {
  readonly remove: boolean;
  /** To which other roles the member can be brought. */
  readonly roles: readonly Role[];
}

const nothing: MemberActs = { remove: false, roles: [] };

/** The owner does everything, admins remove plain members; oneself one can only leave. */
export function memberActs(own: Role, theirs: Role, self: boolean): MemberActs {
  if (self) return nothing;
  if (own === 'owner') return { remove: true, roles: theirs === 'admin' ? ['member', 'owner'] : ['admin', 'owner'] };
  if (own === 'admin') return { remove: theirs === 'member', roles: [] };
  return nothing;
}

/** Renames the chat and adds members. */
export function managesChat(type: ChatType, own: Role): boolean {
  return type !== 'direct' && own !== 'member';
}

export function roleText(role: Role): string | undefined {
  return { owner: 'Owner', admin: 'Admin', member: undefined }[role];
}
