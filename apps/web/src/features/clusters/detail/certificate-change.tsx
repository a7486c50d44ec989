import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useState } from 'react';
import { trustCertificate } from '#/api/cluster-writes.ts';
import { describeOutcome } from '#/api/describe-error.ts';
import { useWrite } from '#/api/use-write.ts';
import { showToast } from '#/lib/toasts.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { fingerprintLine } from '#/domain/lbcli.ts';
import { ShowCall } from '#/domain/show-call.tsx';

interface FingerprintsProps {
  readonly pinned: string;
  readonly presented: string;
  readonly isTrusted?: boolean;
}

/** Both fingerprints in the same width, so that they are easy to compare. */
function Fingerprints({ pinned, presented, isTrusted = false }: FingerprintsProps) {
  return (
    <dl className="ast-fingerprints">
      <div>
        <dt>{isTrusted ? 'Pinned before' : 'Pinned when attached'}</dt>
        <dd>
          <CopyText block text={pinned} what="pinned fingerprint" />
        </dd>
      </div>
      <div>
        <dt>{isTrusted ? 'Trusted now' : 'Presented now'}</dt>
        <dd>
          <CopyText block text={presented} what="presented fingerprint" />
        </dd>
      </div>
    </dl>
  );
}

interface CertificateChangeProps {
  /** As it was, or is, with the new certificate. */
  readonly cluster: FleetCluster;
  readonly isTrusted: boolean;
  readonly onTrusted: () => void;
  /** What was trusted need no longer be shown. */
  readonly onClose: () => void;
}

const CHANGED =
  'Asterism sends no token to the cluster until you confirm the new certificate. If nobody replaced it, something else may be answering in the cluster’s place.';
const TRUSTED =
  'Asterism signs in to the cluster again, and accepts no certificate but this one. If you are in doubt whether it is the cluster’s own, compare it again.';

/**
 * Says that the cluster presents a different certificate from the pinned one, and lets the admin confirm it. Once that
 * is done it says so in the same place, until it is closed: what is below does not move under the hand.
 */
export function CertificateChange(props: CertificateChangeProps) {
  const { cluster, isTrusted, onTrusted, onClose } = props;
  const { id, tlsFingerprint: pinned, presentedFingerprint: presented, apiEndpoints } = cluster;
  const [isConfirming, setIsConfirming] = useState(false);
  const { write, outcome, isPending, isChecking, reset } = useWrite(trustCertificate);
  if (presented === undefined) return null;
  const name = clusterName(cluster);

  const trust = () =>
    write({ clusterId: id, tlsFingerprint: presented }, ({ kind }) => {
      if (kind !== 'done') return;
      setIsConfirming(false);
      onTrusted();
      showToast({ tone: 'success', title: `The new certificate of ${name} is trusted` });
    });

  return (
    <Alert
      isInline
      variant={isTrusted ? 'success' : 'warning'}
      component="h2"
      title={isTrusted ? 'The new certificate is trusted' : 'The cluster’s certificate has changed'}
    >
      <div className="ast-stack">
        <p>{isTrusted ? TRUSTED : CHANGED}</p>
        <Fingerprints pinned={pinned} presented={presented} isTrusted={isTrusted} />
        <p>On the cluster itself, compare the fingerprint with this command:</p>
        <CopyText block text={fingerprintLine(apiEndpoints[0] ?? '')} what="openssl command" />
        <div className="ast-row">
          {isTrusted ? (
            <Button variant="secondary" onClick={onClose}>
              Close
            </Button>
          ) : (
            <Button
              variant="secondary"
              onClick={() => {
                reset();
                setIsConfirming(true);
              }}
            >
              Trust the new certificate
            </Button>
          )}
        </div>
      </div>
      {isConfirming ? (
        <ConfirmDialog
          title="Trust the new certificate?"
          subject={[
            ['Cluster', name],
            ['UUID', <code key="uuid">{id}</code>],
            ['Endpoints', apiEndpoints.join(', ')],
          ]}
          action="Trust certificate"
          isPending={isPending}
          checking={isChecking ? 'the new certificate is trusted' : undefined}
          error={describeOutcome(outcome)}
          onCancel={() => setIsConfirming(false)}
          onConfirm={trust}
        >
          <div className="ast-stack">
            <p>
              Asterism will sign in to whoever holds this certificate. Confirm it only if you have
              compared it on the cluster itself.
            </p>
            <Fingerprints pinned={pinned} presented={presented} />
            <ShowCall
              call={{
                operation: fleetApi.trustCertificate,
                input: { clusterId: id, tlsFingerprint: presented },
              }}
            />
          </div>
        </ConfirmDialog>
      ) : null}
    </Alert>
  );
}
