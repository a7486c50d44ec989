import { hasScript } from '@asterism/api-types/client/task-script';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection';
import { Suspense, useState } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

const TaskScriptView = lazyPart(
  () => import('./task-script-view.tsx'),
  ({ TaskScriptView }) => TaskScriptView,
);

/** Offers what a task does as a script. Renders nothing for a task that has none. */
export function TaskScript({ task }: { readonly task: FleetTask }) {
  const [isWanted, setIsWanted] = useState(false);
  if (!hasScript(task)) return null;
  return (
    <ExpandableSection toggleText="Copy as a script" onToggle={() => setIsWanted(true)}>
      <Suspense fallback={<SkeletonLines count={4} />}>
        {isWanted ? <TaskScriptView task={task} /> : null}
      </Suspense>
    </ExpandableSection>
  );
}
