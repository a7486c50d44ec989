import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection';
import { lazy, Suspense, useState } from 'react';
import { loadChunk } from '#/lib/load-chunk.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import type { ApiCall } from './curl-command.ts';

const CallCode = lazy(() =>
  loadChunk(() => import('./call-code.tsx')).then(({ CallCode }) => ({ default: CallCode })),
);

interface ShowCallProps {
  /** Undefined while nothing can be sent. */
  readonly call: ApiCall | undefined;
}

/** The same action as a call of the API, for scripts. It is as high without a call: what is below does not move. */
export function ShowCall({ call }: ShowCallProps) {
  const [isWanted, setIsWanted] = useState(false);
  return (
    <ExpandableSection toggleText="Show API call" onToggle={() => setIsWanted(true)}>
      {call === undefined ? <p>Once the form is valid, you can see its API call here.</p> : null}
      <Suspense fallback={<SkeletonLines count={4} />}>
        {isWanted && call !== undefined ? <CallCode call={call} /> : null}
      </Suspense>
    </ExpandableSection>
  );
}
