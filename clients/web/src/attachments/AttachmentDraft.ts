import { type Signal, signal } from '@preact/signals';
import type { OutgoingFile } from '@chat/client';
import { maxFileSize } from './fileKind.ts';

/** A message carries at most so many files. */
export const maxFiles = 10;

export interface DraftItem {
  readonly id: number;
  readonly file: File;
  /** Pictures alone can go either way. */
  readonly asFile: boolean;
  /** Absent while it is being made ready. */
  readonly ready: OutgoingFile | undefined;
}

export type Refusal = 'too-many' | 'too-large' | 'empty';

/** The files that are to go with the message being written. */
export class AttachmentDraft {
  readonly items: Signal<readonly DraftItem[]> = signal([]);
  #nextId = 1;

  constructor(
    private readonly prepare: (file: File, asFile: boolean) => Promise<OutgoingFile>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Takes what fits; says why the rest does not. */
  add(files: readonly File[]): Refusal | undefined {
    let refusal: Refusal | undefined;
    for (const file of files) {
      if (this.items.peek().length >= maxFiles) return 'too-many';
      if (file.size > maxFileSize) refusal = 'too-large';
      else if (file.size === 0) refusal = 'empty';
      else this.#begin({ id: this.#nextId++, file, asFile: false, ready: undefined });
    }
    return refusal;
  }

  remove(id: number): void {
    this.items.value = this.items.peek().filter((item) => item.id !== id);
  }

  /** Sends a picture as it is, bytes and name, or as a picture again. */
  setAsFile(id: number, asFile: boolean): void {
    const item = this.items.peek().find((each) => each.id === id);
    if (item !== undefined && item.asFile !== asFile) this.#begin({ ...item, asFile, ready: undefined });
  }

  /** All files, once each is ready; the draft is empty afterwards. Undefined while one is not. */
  take(): readonly OutgoingFile[] | undefined {
    const files: OutgoingFile[] = [];
    for (const { ready } of this.items.peek()) {
      if (ready === undefined) return undefined;
      files.push(ready);
    }
    this.items.value = [];
    return files;
  }

  /** What was taken could not be sent: it stands before what was added since. */
  putBack(items: readonly DraftItem[]): void {
    this.items.value = [...items, ...this.items.peek()];
  }

  #begin(item: DraftItem): void {
    const others = this.items.peek();
    this.items.value = others.some(({ id }) => id === item.id)
      ? others.map((other) => (other.id === item.id ? item : other))
      : [...others, item];
    this.prepare(item.file, item.asFile).then(
      (ready) => {
        // It may have been removed, or turned into something else, meanwhile.
        this.items.value = this.items.peek().map((other) => (other === item ? { ...item, ready } : other));
      },
      (error: unknown) => {
        this.remove(item.id);
        this.failed(error);
      },
    );
  }
}
