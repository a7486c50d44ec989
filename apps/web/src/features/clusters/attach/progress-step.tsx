import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { isFinal, type FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { attachCluster } from '#/api/cluster-writes.ts';
import { describeOutcome } from '#/api/describe-error.ts';
import { useWrite } from '#/api/use-write.ts';
import { workflowQuery } from '#/api/workflow-queries.ts';
import { CancelWorkflow } from '#/domain/cancel-workflow.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { paths } from '#/lib/paths.ts';
import { attachAdvice, attachedClusterId } from '#/domain/attach-failure.ts';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { TrustedKey } from '#/domain/trusted-key.tsx';
import { WorkflowFailure } from '#/domain/workflow-failure.tsx';
import { WorkflowMeter } from '#/domain/workflow-progress.tsx';
import { WorkflowStages } from '#/domain/workflow-stages.tsx';
import { workflowName } from '#/domain/workflow-words.ts';
import type { Attach } from './attach-state.ts';

interface AfterFailureProps {
  readonly workflow: FleetWorkflow;
  readonly attach: Attach;
}

/** Back to the step that failed, with everything that was entered; the attach itself is started again at once. */
function TryAgain({ workflow, attach }: AfterFailureProps) {
  const { write, outcome, isPending, isChecking } = useWrite(attachCluster);
  const problem = describeOutcome(outcome);
  const { retryAt } = attachAdvice(workflow);
  const { confirmed: tlsFingerprint } = attach;
  const apiEndpoint = workflow.attachClusterRequest?.apiEndpoint ?? attach.endpoint;

  function tryAgain(): void {
    if (retryAt === 'endpoint') return attach.toEndpoint();
    if (tlsFingerprint === undefined || retryAt === 'certificate') {
      return attach.toCertificate(apiEndpoint);
    }
    if (retryAt === 'key') return attach.toKey(tlsFingerprint);
    return write({ apiEndpoint, tlsFingerprint }, (written) => {
      if (written.kind === 'done') attach.toProgress(written.value.workflowId);
    });
  }

  return (
    <>
      <Button variant="primary" isLoading={isPending} isAriaDisabled={isPending} onClick={tryAgain}>
        Try again
      </Button>
      {isChecking ? <CheckingNote what="the attach started" /> : null}
      {problem === undefined ? null : <FailureAlert headingLevel="h3" failure={problem} />}
    </>
  );
}

/** The next action after a failure. */
function AfterFailure({ workflow, attach }: AfterFailureProps) {
  const known = attachedClusterId(workflow);
  if (attachAdvice(workflow).retryAt !== undefined) {
    return <TryAgain workflow={workflow} attach={attach} />;
  }
  return (
    <LinkButton to={known === undefined ? paths.clusters() : paths.cluster(known)}>
      {known === undefined ? 'Go to clusters' : 'Go to cluster'}
    </LinkButton>
  );
}

/**
 * Where to show the outcome: once there is one, its first action takes the focus, unless the person works elsewhere on
 * the page by then.
 */
function useFocusOnOutcome(state: FleetWorkflowState | undefined) {
  const place = useRef<HTMLDivElement>(null);
  const hasEnded = state !== undefined && isFinal(state);
  useEffect(() => {
    const outcome = place.current;
    const isFocusHere = document.activeElement?.contains(outcome) ?? true;
    if (hasEnded && isFocusHere) outcome?.querySelector<HTMLElement>('a, button')?.focus();
  }, [hasEnded]);
  return place;
}

interface ProgressStepProps {
  readonly attach: Attach;
  readonly workflowId: string;
}

/** The last step: the workflow, stage by stage, and its outcome. */
export function ProgressStep({ attach, workflowId }: ProgressStepProps) {
  const { data: workflow, error, refetch } = useQuery(workflowQuery(workflowId));
  const outcome = useFocusOnOutcome(workflow?.state);
  if (workflow === undefined) {
    return (
      <Panel title="Attaching">
        {error ? <FailureView failure={error} onRetry={refetch} /> : <SkeletonLines count={8} />}
      </Panel>
    );
  }
  const { clusterId, state, target } = workflow;
  return (
    <Panel
      title={workflowName(workflow)}
      actions={
        <LinkButton variant="link" to={paths.workflow(workflowId)}>
          Workflow
        </LinkButton>
      }
    >
      <div className="ast-beside">
        <div className="ast-stack">
          <WorkflowMeter workflow={workflow} />
          <CancelWorkflow workflow={workflow} />
          <div ref={outcome} hidden={!isFinal(state)}>
            {state === 'COMPLETED' ? (
              <Alert
                isInline
                isLiveRegion
                variant="success"
                component="h3"
                title={`${target} is attached`}
              >
                <div className="ast-row ast-attached">
                  <LinkButton variant="primary" to={paths.cluster(clusterId)}>
                    Go to cluster
                  </LinkButton>
                  <LinkButton to={paths.volumes({ cluster: clusterId })}>View volumes</LinkButton>
                  <LinkButton to={paths.attachCluster()}>Attach another cluster</LinkButton>
                </div>
              </Alert>
            ) : null}
            <WorkflowFailure
              workflow={workflow}
              actions={<AfterFailure workflow={workflow} attach={attach} />}
            />
          </div>
          <TrustedKey workflow={workflow} />
        </div>
        <aside>
          <WorkflowStages workflow={workflow} />
        </aside>
      </div>
    </Panel>
  );
}
