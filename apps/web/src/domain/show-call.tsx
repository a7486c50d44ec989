import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection';
import { Suspense, useState } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import type { ApiCall } from './curl-command.ts';

const CallCode = lazyPart(
  () => import('./call-code.tsx'),
  ({ CallCode }) => CallCode,
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
