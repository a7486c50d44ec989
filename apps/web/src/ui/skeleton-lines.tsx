import { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton';

const WIDTHS = ['85%', '60%', '75%', '50%', '70%', '40%'] as const;

/** Placeholder lines for content that is loading, so that nothing jumps when it arrives. */
export function SkeletonLines({ count = 4 }: { readonly count?: number }) {
  return (
    <output className="ast-stack" aria-label="Loading">
      {Array.from({ length: count }, (_, line) => (
        <Skeleton key={line} width={WIDTHS[line % WIDTHS.length] ?? '60%'} />
      ))}
    </output>
  );
}
