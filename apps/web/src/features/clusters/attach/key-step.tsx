import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { probeQuery, serviceKeyQuery } from '#/api/attach-queries.ts';
import { attachCluster } from '#/api/cluster-writes.ts';
import { describeOutcome } from '#/api/describe-error.ts';
import { useWrite } from '#/api/use-write.ts';
import { clusterName } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { PageCalls } from '#/domain/page-calls.tsx';
import { paths } from '#/lib/paths.ts';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import type { Attach } from './attach-state.ts';
import { KeyCheck } from './key-check.tsx';
import { DemoImport } from './demo-import.tsx';
import { KeyImport } from './key-import.tsx';

interface AlreadyAttachedProps {
  readonly cluster: Pick<FleetCluster, 'id' | 'name'>;
  readonly onChange: () => void;
}

/** Says that the endpoint belongs to an attached cluster, and links to it. */
function AlreadyAttached({ cluster, onChange }: AlreadyAttachedProps) {
  return (
    <Panel title="This cluster is already attached">
      <div className="ast-stack">
        <p>
          It is <strong>{clusterName(cluster)}</strong>; there is nothing left to do.
        </p>
        <div className="ast-row">
          <LinkButton variant="primary" to={paths.cluster(cluster.id)}>
            Go to cluster
          </LinkButton>
          <Button variant="link" onClick={onChange}>
            Change endpoint
          </Button>
        </div>
      </div>
    </Panel>
  );
}

interface KeyStepProps {
  readonly attach: Attach;
  /** The fingerprint that the admin has confirmed: a token is sent to no other. */
  readonly confirmed: string;
}

/** The third step: the admin imports the service key and sees live when the cluster accepts it. */
export function KeyStep({ attach, confirmed }: KeyStepProps) {
  const { endpoint, toEndpoint, toCertificate, toProgress } = attach;
  const credentials = useQuery(serviceKeyQuery(endpoint, confirmed));
  const probe = useQuery(probeQuery(endpoint, confirmed));
  const attaching = useWrite(attachCluster);
  const problem = describeOutcome(attaching.outcome);
  const isAccepted = probe.data?.keyAccepted === true;

  if (probe.data?.attached === true) {
    const { clusterId: id, clusterName: name } = probe.data;
    return <AlreadyAttached cluster={{ id, name }} onChange={toEndpoint} />;
  }
  if (credentials.data === undefined) {
    return (
      <Panel title="Import the service key">
        {credentials.error ? (
          <FailureView failure={credentials.error} onRetry={credentials.refetch} />
        ) : (
          <SkeletonLines count={6} />
        )}
      </Panel>
    );
  }

  const request = { apiEndpoint: endpoint, tlsFingerprint: confirmed };
  const startAttach = () =>
    attaching.write(request, (outcome) => {
      if (outcome.kind === 'done') toProgress(outcome.value.workflowId);
    });

  return (
    <Panel title="Import the service key on the cluster">
      <div className="ast-stack">
        <div className="ast-beside">
          <KeyImport credentials={credentials.data} />
          <aside className="ast-stack">
            <DemoImport
              endpoint={endpoint}
              confirmed={confirmed}
              onImported={() => void probe.refetch()}
            />
            <div className="ast-key-check">
              <KeyCheck
                probe={probe}
                confirmed={confirmed}
                onCompare={() => toCertificate(endpoint)}
              />
            </div>
          </aside>
        </div>
        <div className="ast-row">
          <Button
            className="ast-attach-action"
            variant={isAccepted ? 'primary' : 'secondary'}
            isAriaDisabled={attaching.isPending}
            isLoading={attaching.isPending}
            onClick={startAttach}
          >
            {isAccepted ? 'Attach cluster' : 'Attach anyway'}
          </Button>
          <Button variant="link" onClick={() => toCertificate(endpoint)}>
            Back
          </Button>
        </div>
        <PageCalls
          calls={[
            ['Attach the cluster', { operation: federationApi.attachCluster, input: request }],
            ['Read the key to import', { operation: fleetApi.claimServiceKey, input: request }],
            [
              'Try the endpoint',
              { operation: fleetApi.probeEndpoint, input: { apiEndpoint: endpoint } },
            ],
          ]}
        />
        {attaching.isChecking ? <CheckingNote what="the attach started" /> : null}
        {problem === undefined ? null : <FailureAlert headingLevel="h3" failure={problem} />}
      </div>
    </Panel>
  );
}
