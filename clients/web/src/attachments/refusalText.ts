import { maxFiles, type Refusal } from './AttachmentDraft.ts';

/** Why a file was not taken. */
export function refusalText(refusal: Refusal): string {
  switch (refusal) {
    case 'too-many':
      return `A message carries up to ${maxFiles} files.`;
    case 'too-large':
      return 'Files of up to 2 GB can be sent.';
    case 'empty':
      return 'That file is empty.';
  }
}
