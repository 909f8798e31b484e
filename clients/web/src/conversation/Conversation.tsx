import type { JSX } from 'preact';

export interface ConversationProps {
  readonly chatId: string;
  readonly onBack: () => void;
  readonly onDetails: () => void;
}

export function Conversation({ chatId, onBack, onDetails }: ConversationProps): JSX.Element {
  return (
    <section aria-label="Conversation">
      <button type="button" onClick={onBack}>
        Back
      </button>
      <button type="button" onClick={onDetails}>
        {chatId}
      </button>
    </section>
  );
}
