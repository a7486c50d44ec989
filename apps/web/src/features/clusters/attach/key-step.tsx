import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useAttachCluster } from '#/api/cluster-mutations.ts';
import { probeQuery, serviceKeyQuery } from '#/api/cluster-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { Panel } from '#/ui/panel.tsx';
import { ShowCall } from '#/domain/show-call.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { AlreadyAttached } from './already-attached.tsx';
import { AttachError } from './attach-error.tsx';
import { KeyCheck } from './key-check.tsx';
import { KeyImport } from './key-import.tsx';
import type { Attach } from './use-attach.ts';

interface KeyStepProps {
  readonly attach: Attach;
  /** The fingerprint that the admin has confirmed: only to it a token is sent. */
  readonly confirmed: string;
}

/** The third step: the admin imports the service key, and sees live when the cluster accepts it. */
export function KeyStep({ attach, confirmed }: KeyStepProps) {
  const { endpoint, toEndpoint, toCertificate, toProgress } = attach;
  const credentials = useQuery(serviceKeyQuery(endpoint, confirmed));
  const probe = useQuery(probeQuery(endpoint, confirmed));
  const start = useAttachCluster();
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
  const begin = () =>
    start.mutate(request, { onSuccess: ({ workflowId }) => toProgress(workflowId) });

  return (
    <Panel title="Import the service key on the cluster">
      <div className="ast-stack">
        <KeyImport
          credentials={credentials.data}
          endpoint={endpoint}
          confirmed={confirmed}
          onImported={() => void probe.refetch()}
        />
        <KeyCheck probe={probe} confirmed={confirmed} onCompare={() => toCertificate(endpoint)} />
        {start.isChecking ? <CheckingNote what="the attach has begun" /> : null}
        {start.error === null ? null : <AttachError error={start.error.error} />}
        <div className="ast-row">
          <Button
            variant={isAccepted ? 'primary' : 'secondary'}
            isDisabled={start.isPending}
            isLoading={start.isPending}
            onClick={begin}
          >
            {isAccepted ? 'Attach cluster' : 'Attach anyway'}
          </Button>
          <Button variant="link" onClick={() => toCertificate(endpoint)}>
            Back
          </Button>
        </div>
        <ShowCall call={{ operation: federationApi.attachCluster, input: request }} />
      </div>
    </Panel>
  );
}
