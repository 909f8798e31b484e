import type { ChatMessage, Page, Seq } from '@chat/client';
import { sameMessage } from './sameMessage.ts';

/**
 * The messages of one chat that are in memory: a piece without gaps, of bounded length. A message that did not change keeps its
 * identity, so that what shows it need not be drawn again.
 */
export class MessageWindow {
  #messages: readonly ChatMessage[] = [];
  #more = false;
  #atEnd = true;

  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  /** There are messages before the first one. */
  get more(): boolean {
    return this.#more;
  }

  /** The newest message is in it, and those that wait. */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  get firstSeq(): Seq | undefined {
    return this.#messages.find(isNumbered)?.seq;
  }

  get lastSeq(): Seq | undefined {
    return this.#messages.findLast(isNumbered)?.seq;
  }

  reset(page: Page): void {
    this.#messages = this.#keepIdentity(page.messages);
    this.#more = page.more;
    this.#atEnd = !page.newer;
  }

  prepend(page: Page): void {
    const first = this.firstSeq ?? Infinity;
    const older = page.messages.filter((message) => message.seq !== undefined && message.seq < first);
    this.#messages = [...older, ...this.#messages];
    this.#more = page.more;
  }

  append(page: Page): void {
    const last = this.lastSeq ?? 0;
    const newer = page.messages.filter((message) => (message.seq === undefined ? !page.newer : message.seq > last));
    this.#messages = [...this.#messages.filter((message) => message.seq !== undefined), ...newer];
    this.#atEnd = !page.newer;
  }

  /**
   * Takes a fresh reading of a part of it; what was read beyond its beginning is left out. False when the reading does not touch what is
   * here, because more arrived meanwhile than was read: then nothing is taken, and the window does not reach the end any more.
   */
  refresh(page: Page): boolean {
    const numbered = this.#messages.filter(isNumbered);
    const begin = numbered[0]?.seq ?? 0;
    const fresh = page.messages.filter((message) => message.seq === undefined || message.seq >= begin);
    const from = page.messages.find(isNumbered)?.seq;
    const to = page.messages.findLast(isNumbered)?.seq;
    const last = this.lastSeq;
    if (from !== undefined && last !== undefined && from > last + 1 && page.more) {
      this.#atEnd = false;
      this.#messages = numbered;
      return false;
    }
    const before = from === undefined ? [] : numbered.filter(({ seq }) => seq < from);
    const after = !page.newer || to === undefined ? [] : numbered.filter(({ seq }) => seq > to);
    if (from !== undefined && from <= begin) this.#more = page.more || from < begin;
    if (numbered.length === 0) this.#more = page.more;
    if (!page.newer) this.#atEnd = true;
    this.#messages = this.#keepIdentity([...before, ...fresh, ...after]);
    return true;
  }

  /** Drops what is furthest from `around` beyond `keep` messages. */
  trim(around: number, keep: number): void {
    const excess = this.#messages.length - keep;
    if (excess <= 0) return;
    if (around > this.#messages.length / 2) {
      this.#messages = this.#messages.slice(excess);
      this.#more = true;
      return;
    }
    const kept = this.#messages.slice(0, keep).filter((message) => message.seq !== undefined);
    this.#atEnd = false;
    this.#messages = kept;
  }

  #keepIdentity(next: readonly ChatMessage[]): readonly ChatMessage[] {
    const known = new Map(this.#messages.map((message) => [messageKey(message), message]));
    const merged = next.map((message) => {
      const old = known.get(messageKey(message));
      return old !== undefined && sameMessage(old, message) ? old : message;
    });
    const unchanged = merged.length === this.#messages.length && merged.every((message, i) => message === this.#messages[i]);
    return unchanged ? this.#messages : merged;
  }
}

function isNumbered(message: ChatMessage): message is ChatMessage & { readonly seq: Seq } {
  return message.seq !== undefined;
}

/** A message's name within its chat, from the first keystroke on. */
export function messageKey(message: ChatMessage): string {
  return `${message.from}/${message.id}`;
}
