import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { workflowQuery } from '#/api/workflow-queries.ts';
import { WorkflowProgress } from '#/domain/workflow-progress.tsx';
import { runningWorkflowName } from '#/domain/workflow-words.ts';
import { paths } from '#/lib/paths.ts';
import { Duration } from '#/ui/duration.tsx';
import { Panel } from '#/ui/panel.tsx';

/** One running workflow; events update its progress. */
function RunningWorkflow({
  id,
  workflow,
}: {
  readonly id: string;
  readonly workflow: FleetWorkflow;
}) {
  const { data } = useQuery({ ...workflowQuery(id), initialData: workflow });
  const name = runningWorkflowName(data);
  return (
    <li className="ast-running">
      <Link to={paths.workflow(id)}>{name}</Link>
      <WorkflowProgress workflow={data} label={name} />
      <Duration from={data.startedAt ?? data.createdAt} to={data.endedAt} />
    </li>
  );
}

/** The running workflows. */
export function RunningWorkflows({ workflows }: { readonly workflows: readonly FleetWorkflow[] }) {
  return (
    <Panel title="Running now">
      <ul className="ast-plain-list">
        {workflows.map((workflow) => (
          <RunningWorkflow key={workflow.id} id={workflow.id} workflow={workflow} />
        ))}
      </ul>
    </Panel>
  );
}
