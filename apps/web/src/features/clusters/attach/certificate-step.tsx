import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { probeQuery } from '#/api/cluster-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { CertificateView } from './certificate-view.tsx';
import { LookalikeView } from './lookalike-view.tsx';
import { Unreachable } from './unreachable.tsx';
import type { Attach } from './use-attach.ts';

/** The second step: reach the endpoint, and let the admin confirm its certificate. */
export function CertificateStep({ attach }: { readonly attach: Attach }) {
  const { endpoint, toEndpoint, toKey } = attach;
  const { data, error, isFetching, refetch } = useQuery(probeQuery(endpoint));
  /** The endpoint whose likeness to an attached cluster the admin has seen, and wants to attach all the same. */
  const [acknowledged, setAcknowledged] = useState('');

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
  const { lookalike } = data;
  if (lookalike !== undefined && acknowledged !== endpoint) {
    return (
      <LookalikeView
        endpoint={endpoint}
        lookalike={lookalike}
        onNew={() => setAcknowledged(endpoint)}
        onChange={toEndpoint}
      />
    );
  }
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
