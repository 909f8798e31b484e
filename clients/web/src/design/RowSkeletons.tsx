import type { JSX } from 'preact';
import { Skeleton } from './Skeleton.tsx';

/** Rows that are being read. */
export function RowSkeletons({ count }: { readonly count: number }): JSX.Element {
  return (
    <div aria-busy>
      {Array.from({ length: count }, (_, at) => (
        <div key={at} class="row">
          <Skeleton round height={40} />
          <span class="row-text row-skeleton">
            <Skeleton width={`${34 + ((at * 17) % 30)}%`} height={12} />
            <Skeleton width={`${50 + ((at * 11) % 20)}%`} height={10} />
          </span>
        </div>
      ))}
    </div>
  );
}
