/** The protocol's fixed limits. */
export const maxCiphertext = 64 * 1024;
export const maxCursors = 2_000;
export const maxWatched = 500;
export const maxOpenChats = 10;
export const maxMembersForReceipts = 64;
export const mediaBlock = 8 * 1024 * 1024;
export const typingExpiresMs = 6_000;
export const maxHeads = 1_000;

/** Messages of a chat that a new device, or one that finds a new chat, begins with; what is before is fetched when it is looked at. */
export const newestAtFirst = 50;
