import type { ConnectionProblem } from '@asterism/api-types/fleet-api/attach-api';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { probeQuery } from '#/api/attach-queries.ts';
import { connectionAdvice } from '#/domain/attach-failure.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import type { Attach } from './attach-state.ts';
import { CertificateView } from './certificate-view.tsx';
import { LookalikeView } from './lookalike-view.tsx';

interface UnreachableProps {
  readonly problem: ConnectionProblem;
  readonly reason: string;
  readonly isTrying: boolean;
  readonly onRetry: () => void;
  readonly onChange: () => void;
}

/** An endpoint that cannot be connected to: why, and what to do. */
function Unreachable({ problem, reason, isTrying, onRetry, onChange }: UnreachableProps) {
  const { title, advice } = connectionAdvice(problem);
  const cause = reason === '' ? title : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  return (
    <Panel title={title}>
      <div className="ast-stack">
        <Alert isInline isLiveRegion variant="danger" component="h3" title={cause}>
          {advice}
        </Alert>
        <div className="ast-row">
          <Button
            variant="primary"
            isLoading={isTrying}
            isAriaDisabled={isTrying}
            onClick={onRetry}
          >
            Try again
          </Button>
          <Button variant="link" onClick={onChange}>
            Change endpoint
          </Button>
        </div>
      </div>
    </Panel>
  );
}

/** The second step: connect to the endpoint, and let the admin confirm its certificate. */
export function CertificateStep({ attach }: { readonly attach: Attach }) {
  const { endpoint, toEndpoint, toKey } = attach;
  const { data, error, isFetching, refetch } = useQuery(probeQuery(endpoint));
  /** The endpoint that resembles an attached cluster, and that the admin wants to attach all the same. */
  const [acknowledged, setAcknowledged] = useState('');

  if (data === undefined) {
    return (
      <Panel title={error ? 'The endpoint could not be checked' : `Connecting to ${endpoint}…`}>
        {error ? (
          <>
            <FailureView failure={error} onRetry={refetch} />
            <Button variant="secondary" onClick={toEndpoint}>
              Change endpoint
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
        problem={data.problem ?? 'unreachable'}
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
            isAriaDisabled={isFetching}
            onClick={() => toKey(data.tlsFingerprint)}
          >
            Fingerprints match: trust certificate
          </Button>
          <Button variant="link" onClick={toEndpoint}>
            Change endpoint
          </Button>
        </div>
      </div>
    </Panel>
  );
}
