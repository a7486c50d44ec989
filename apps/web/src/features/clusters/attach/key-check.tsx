import type { OperationOutput } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import type { UseQueryResult } from '@tanstack/react-query';
import { describeError } from '#/api/describe-error.ts';
import { adviceOn } from '#/domain/attach-failure.ts';

type Probe = OperationOutput<typeof fleetApi.probeEndpoint>;

interface KeyCheckProps {
  readonly probe: UseQueryResult<Probe>;
  readonly confirmed: string;
  /** The certificate has changed: the admin must compare it again. */
  readonly onCompare: () => void;
}

/** What the federation says, as a sentence. */
const asSentence = (reason: string): string =>
  reason === '' ? '' : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;

/** Shows live whether the cluster accepts the key yet. */
export function KeyCheck({ probe, confirmed, onCompare }: KeyCheckProps) {
  const { data, error, refetch, isFetching } = probe;
  const again = (
    <Button variant="link" isInline isAriaDisabled={isFetching} onClick={() => void refetch()}>
      Check now
    </Button>
  );
  if (error !== null) {
    const { title, advice } = describeError(error.error);
    return (
      <Alert
        isInline
        variant="warning"
        component="h3"
        title={`The key could not be checked: ${title}`}
      >
        {advice} {again}
      </Alert>
    );
  }
  if (data === undefined) {
    return (
      <Alert isInline variant="info" component="h3" title="Checking the key…">
        Asterism asks the cluster whether it accepts the key.
      </Alert>
    );
  }
  if (data.keyAccepted === true) {
    return (
      <Alert
        isInline
        isLiveRegion
        variant="success"
        component="h3"
        title="The cluster accepts the key"
      >
        It is {data.clusterName}, version {data.version}.
      </Alert>
    );
  }
  if (!data.reachable) {
    return (
      <Alert
        isInline
        variant="warning"
        component="h3"
        title="The cluster cannot be reached right now"
      >
        {data.reason} {again}
      </Alert>
    );
  }
  if (data.tlsFingerprint !== confirmed) {
    return (
      <Alert
        isInline
        isLiveRegion
        variant="danger"
        component="h3"
        title="The endpoint presents a different certificate from the one you confirmed"
      >
        No token was sent.{' '}
        <Button variant="link" isInline onClick={onCompare}>
          Compare the new certificate
        </Button>
      </Alert>
    );
  }
  const { keyProblem } = data;
  if (keyProblem !== undefined && keyProblem.kind !== 'key-refused') {
    const { title, advice } = adviceOn(keyProblem);
    return (
      <Alert isInline isLiveRegion variant="warning" component="h3" title={title}>
        {advice} {again}
      </Alert>
    );
  }
  return (
    <Alert isInline variant="info" component="h3" title="Waiting for the cluster to accept the key">
      {asSentence(data.reason)} Asterism checks every few seconds. {again}
    </Alert>
  );
}
