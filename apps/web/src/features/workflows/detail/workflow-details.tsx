import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { attachAdvice, attachedClusterId, CHANGE_ENDPOINT } from '#/domain/attach-failure.ts';
import { PageCalls } from '#/domain/page-calls.tsx';
import { TrustedKey } from '#/domain/trusted-key.tsx';
import { WorkflowFailure } from '#/domain/workflow-failure.tsx';
import { WorkflowMeter } from '#/domain/workflow-progress.tsx';
import { WorkflowStages } from '#/domain/workflow-stages.tsx';
import { paths } from '#/lib/paths.ts';
import { CopyText } from '#/ui/copy-text.tsx';
import { Duration } from '#/ui/duration.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList, type Property } from '#/ui/property-list.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { StageTimes } from './stage-times.tsx';

/**
 * The next action after a failed workflow. An attach goes on at the step that failed, but not past its certificate:
 * which one was confirmed is not kept with the workflow.
 */
function NextSteps({ workflow }: { readonly workflow: FleetWorkflow }) {
  const { type, clusterId, attachClusterRequest } = workflow;
  if (type !== 'attach cluster') {
    return <LinkButton to={paths.cluster(clusterId)}>Go to cluster</LinkButton>;
  }
  const { retryAt } = attachAdvice(workflow);
  const known = attachedClusterId(workflow);
  if (retryAt !== undefined) {
    const endpoint = attachClusterRequest?.apiEndpoint ?? '';
    return (
      <LinkButton
        variant="primary"
        to={paths.attachCluster({ endpoint })}
        state={retryAt === 'endpoint' ? CHANGE_ENDPOINT : null}
      >
        Try again
      </LinkButton>
    );
  }
  if (known === undefined) return null;
  return <LinkButton to={paths.cluster(known)}>Go to cluster</LinkButton>;
}

function propertiesOf(workflow: FleetWorkflow): Property[] {
  const { id, type, target, clusterId, attachClusterRequest, startedBy } = workflow;
  const { createdAt, startedAt, endedAt } = workflow;
  const endpoint = attachClusterRequest?.apiEndpoint ?? '';
  const isThere = type === 'attach cluster' && workflow.state === 'COMPLETED';
  return [
    ['Type', type],
    [
      'Cluster',
      isThere ? (
        <LinkButton variant="link" to={paths.cluster(clusterId)}>
          {target}
        </LinkButton>
      ) : (
        target
      ),
    ],
    [
      'Cluster UUID',
      clusterId === '' ? undefined : <CopyText text={clusterId} what="cluster UUID" />,
    ],
    ...(endpoint === ''
      ? []
      : [
          [
            'Requested endpoint',
            <CopyText key="endpoint" text={endpoint} what="endpoint" />,
          ] as const,
        ]),
    ['Started by', startedBy],
    ['Created', <RelativeTime key="created" value={createdAt} exact />],
    ['Started', <RelativeTime key="started" value={startedAt} exact />],
    ['Ended', <RelativeTime key="ended" value={endedAt} exact />],
    ['Duration', <Duration key="duration" from={startedAt} to={endedAt} />],
    ['Workflow ID', <CopyText key="id" text={id} what="workflow ID" />],
  ];
}

/** The details of a workflow, live. */
export function WorkflowDetails({ workflow }: { readonly workflow: FleetWorkflow }) {
  const { id: workflowId, clusterId, state, type } = workflow;
  return (
    <>
      <Panel title="Progress">
        <div className="ast-stack">
          <WorkflowMeter workflow={workflow} />
          <WorkflowFailure workflow={workflow} actions={<NextSteps workflow={workflow} />} />
          <TrustedKey workflow={workflow} />
          {type === 'attach cluster' && state === 'COMPLETED' ? (
            <div className="ast-row">
              <LinkButton variant="primary" to={paths.cluster(clusterId)}>
                Go to cluster
              </LinkButton>
              <LinkButton to={paths.volumes({ cluster: clusterId })}>View volumes</LinkButton>
            </div>
          ) : null}
        </div>
      </Panel>
      <div className="ast-columns">
        <Panel title="Stages">
          <WorkflowStages workflow={workflow} />
        </Panel>
        <Panel title="About">
          <PropertyList properties={propertiesOf(workflow)} />
        </Panel>
      </div>
      <StageTimes workflow={workflow} />
      <PageCalls
        calls={[
          ['Read the workflow', { operation: fleetApi.getFleetWorkflow, input: { workflowId } }],
          [
            'Read it as the reference has it',
            { operation: federationApi.getWorkflow, input: { workflowId } },
          ],
          ['Cancel it', { operation: fleetApi.cancelWorkflow, input: { workflowId } }],
        ]}
      />
    </>
  );
}
