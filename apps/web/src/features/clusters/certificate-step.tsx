import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery, probeQuery } from '#/api/cluster-queries.ts';
import { FailureView } from '#/layouts/failure-view.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { AlreadyAttached } from './already-attached.tsx';
import { CertificateView } from './certificate-view.tsx';
import { attachedAs } from './unattached.ts';
import { Unreachable } from './unreachable.tsx';
import type { Attach } from './use-attach.ts';

/** The second step: reach the endpoint, and let the admin confirm its certificate. Nothing but a handshake is sent. */
export function CertificateStep({ attach }: { readonly attach: Attach }) {
  const { endpoint, toEndpoint, toKey } = attach;
  const { data, error, isFetching, refetch } = useQuery(probeQuery(endpoint));
  const { data: attached = [] } = useQuery(clustersQuery());

  if (data === undefined) {
    return (
      <Panel title={error ? 'The endpoint could not be tried' : `Reaching ${endpoint} …`}>
        {error ? (
          <>
            <FailureView failure={error} onRetry={refetch} />
            <Button variant="secondary" onClick={toEndpoint}>
              Change the endpoint
            </Button>
          </>
        ) : (
          <SkeletonLines count={5} />
        )}
      </Panel>
    );
  }
  if (!data.reachable) {
    return (
      <Unreachable
        endpoint={endpoint}
        reason={data.reason}
        isTrying={isFetching}
        onRetry={() => void refetch()}
        onChange={toEndpoint}
      />
    );
  }
  const known = attachedAs(attached, endpoint, data.tlsFingerprint);
  if (known !== undefined) return <AlreadyAttached cluster={known} onChange={toEndpoint} />;
  return (
    <Panel title="Is this the cluster’s certificate?">
      <div className="ast-stack">
        <CertificateView endpoint={endpoint} certificate={data} />
        <div className="ast-row">
          <Button
            variant="primary"
            isDisabled={isFetching}
            onClick={() => toKey(data.tlsFingerprint)}
          >
            The fingerprints are equal: trust it
          </Button>
          <Button variant="link" onClick={toEndpoint}>
            Change the endpoint
          </Button>
        </div>
      </div>
    </Panel>
  );
}
