/** A pattern for an accessible name made of these words, in that order, whatever stands between them. */
export const words = (...parts) => new RegExp(parts.map((part) => (part instanceof RegExp ? part.source : escape(part))).join('.*'), 's');

/** As it stands. */
export const escape = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
