import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useSession } from '#/api/session.ts';
import { failedWorkflowsQuery } from '#/api/workflow-queries.ts';
import { WorkflowStateLabel } from '#/domain/workflow-state.tsx';
import { causeOf, stageTitle, workflowName } from '#/domain/workflow-words.ts';
import { dismissalsOf } from '#/lib/dismissals.ts';
import { paths } from '#/lib/paths.ts';
import { useStore } from '#/lib/store.ts';
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

const ELEMENT_ID = 'failed-workflows';
/** The newest are listed; the link to all of them leads to the rest. */
const MAX_LISTED = 5;

function useFailedWorkflows() {
  const { username } = useSession();
  const { data } = useQuery(failedWorkflowsQuery());
  const { ids, dismiss } = dismissalsOf('overview', username);
  const dismissed = useStore(ids);
  return { failed: (data?.workflows ?? []).filter(({ id }) => !dismissed.includes(id)), dismiss };
}

/** Leads from the heading of the page to the block at its end. */
export function FailedWorkflowsLink() {
  const { length } = useFailedWorkflows().failed;
  if (length === 0) return null;
  return (
    <Link to={{ hash: ELEMENT_ID }}>
      {length === 1 ? '1 failed workflow' : `${length} failed workflows`}
    </Link>
  );
}

/** What failed lately and has not succeeded since. At the end of the page: it comes and goes, and nothing may move. */
export function FailedWorkflows() {
  const { failed, dismiss } = useFailedWorkflows();
  if (failed.length === 0) return null;
  return (
    <div id={ELEMENT_ID}>
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
    </div>
  );
}
