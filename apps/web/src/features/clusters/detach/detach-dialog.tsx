import type { ApiError } from '@asterism/api-types/client/api-error';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { formatCount } from '#/lib/format.ts';
import { describeError } from '#/api/describe-error.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { ShowCall } from '#/domain/show-call.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { deleteCredentialLine } from '#/domain/lbcli.ts';

interface DetachDialogProps {
  readonly cluster: FleetCluster;
  readonly isPending: boolean;
  /** Whether it is being checked if the detach started. */
  readonly isChecking: boolean;
  /** Why the last attempt could not start. */
  readonly error: ApiError | undefined;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** Confirms a detach, with a plain list of what happens and what stays. */
export function DetachDialog(props: DetachDialogProps) {
  const { cluster, isPending, isChecking, error, onCancel, onConfirm } = props;
  const name = clusterName(cluster);
  const { id, volumes, status, pubKeyId } = cluster;
  return (
    <ConfirmDialog
      title="Detach this cluster?"
      subject={[
        ['Cluster', name],
        ['UUID', <code key="uuid">{id}</code>],
        ['Endpoints', cluster.apiEndpoints.join(', ')],
      ]}
      action="Detach cluster"
      isDanger
      typeToConfirm={name}
      isPending={isPending}
      checking={isChecking ? 'the detach started' : undefined}
      error={error === undefined ? undefined : describeError(error)}
      onCancel={onCancel}
      onConfirm={onConfirm}
    >
      <div className="ast-stack">
        <ul className="ast-sentences">
          <li>Asterism stops monitoring the cluster.</li>
          <li>
            Its {formatCount(volumes)} volumes disappear from the console. They stay on the cluster,
            and the hosts that use them are not affected.
          </li>
          <li>The service key is retired: Asterism can no longer sign in to the cluster.</li>
          {status === 'Connected' ? null : (
            <li>This works even though the cluster is {status.toLowerCase()}.</li>
          )}
        </ul>
        <p>
          The credential <code>system/{pubKeyId}</code> stays on the cluster until you delete it:
        </p>
        <CopyText block text={deleteCredentialLine(pubKeyId)} what="lbcli command" />
        <ShowCall call={{ operation: federationApi.detachCluster, input: { cid: id } }} />
      </div>
    </ConfirmDialog>
  );
}
