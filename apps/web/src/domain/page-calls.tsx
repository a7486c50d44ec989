import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection';
import {
  FormSelect,
  FormSelectOption,
} from '@patternfly/react-core/dist/esm/components/FormSelect';
import { Suspense, useState } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import type { ApiCall } from './curl-command.ts';

const CallCode = lazyPart(
  () => import('./call-code.tsx'),
  ({ CallCode }) => CallCode,
);

interface PageCallsProps {
  /** What a page asks and does, each by what it is for. */
  readonly calls: readonly (readonly [what: string, call: ApiCall])[];
}

/** What a page asks and does as calls of the API, for scripts; one of them is chosen. */
export function PageCalls({ calls }: PageCallsProps) {
  const [isWanted, setIsWanted] = useState(false);
  const [chosen, setChosen] = useState('');
  const [what, call] = calls.find(([name]) => name === chosen) ?? calls[0] ?? [];
  return (
    <ExpandableSection toggleText="Show API calls" onToggle={() => setIsWanted(true)}>
      {isWanted && call !== undefined ? (
        <div className="ast-stack">
          <FormSelect aria-label="API call" value={what} onChange={(_, value) => setChosen(value)}>
            {calls.map(([name]) => (
              <FormSelectOption key={name} value={name} label={name} />
            ))}
          </FormSelect>
          <Suspense fallback={<SkeletonLines count={4} />}>
            <CallCode call={call} />
          </Suspense>
        </div>
      ) : null}
    </ExpandableSection>
  );
}
