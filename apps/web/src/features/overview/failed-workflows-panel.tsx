import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Link } from 'react-router';
import { WorkflowStateLabel } from '#/domain/workflow-state.tsx';
import { causeOf, stageTitle, workflowName } from '#/domain/workflow-words.ts';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import './failed-workflows.css';

interface FailedWorkflowProps {
  readonly workflow: FleetWorkflow;
  readonly onDismiss: () => void;
}

function FailedWorkflow({ workflow, onDismiss }: FailedWorkflowProps) {
  const { id, state, progress, startedBy, endedAt, createdAt } = workflow;
  const name = workflowName(workflow);
  return (
    <li className="ast-failed-workflow">
      <div>
        <WorkflowStateLabel state={state} /> <Link to={paths.workflow(id)}>{name}</Link>{' '}
        <span className="ast-quiet">
          <RelativeTime value={endedAt ?? createdAt} />, started by {startedBy}
        </span>
      </div>
      <Button variant="link" isInline aria-label={`Dismiss ${name}`} onClick={onDismiss}>
        Dismiss
      </Button>
      <div className="ast-failed-workflow-cause">
        {progress.stage === '' ? null : `${stageTitle(progress.stage)}: `}
        {causeOf(workflow)}
      </div>
    </li>
  );
}

/** The newest are listed; the link to all of them leads to the rest. */
const MAX_LISTED = 5;

/** The workflows that failed, each until somebody dismisses it. */
export function FailedWorkflowsPanel({
  failed,
  dismiss,
}: {
  readonly failed: readonly FleetWorkflow[];
  readonly dismiss: (id: string) => void;
}) {
  return (
    <Panel
      title="Failed workflows"
      actions={
        <LinkButton variant="link" to={`${paths.workflows()}?state=FAILED`}>
          All failed workflows
        </LinkButton>
      }
    >
      <ul className="ast-plain-list">
        {failed.slice(0, MAX_LISTED).map((workflow) => (
          <FailedWorkflow
            key={workflow.id}
            workflow={workflow}
            onDismiss={() => dismiss(workflow.id)}
          />
        ))}
      </ul>
    </Panel>
  );
}
