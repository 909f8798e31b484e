import type { JSX } from 'preact';
import { Skeleton } from '../design/Skeleton.tsx';

const widths = ['46%', '58%', '38%', '52%', '44%', '60%', '40%'];

export function ChatRowSkeletons(): JSX.Element {
  return (
    <div aria-busy>
      <span class="spoken">Chats are being read</span>
      {widths.map((width) => (
        <div key={width} class="chat-row-item">
          <div class="chat-row">
            <Skeleton round height={48} />
            <span class="chat-row-text">
              <Skeleton width={width} height={13} />
              <Skeleton width="80%" height={11} />
            </span>
          </div>
        </div>
      ))}
    </div>
  );
}
