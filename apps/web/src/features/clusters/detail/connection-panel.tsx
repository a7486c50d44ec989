import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

interface CopyListProps {
  readonly texts: readonly string[];
  readonly what: string;
}

function CopyList({ texts, what }: CopyListProps) {
  if (texts.length === 0) return <span className="ast-quiet">–</span>;
  return (
    <ul className="ast-plain-list ast-copy-list">
      {texts.map((text) => (
        <li key={text}>
          <CopyText text={text} what={`${what} ${text}`} />
        </li>
      ))}
    </ul>
  );
}

/** How the cluster is reached, and the identities of both sides. */
export function ConnectionPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { id, error, version, subsystemNqn, tlsFingerprint, pubKeyId } = cluster;
  return (
    <Panel title="Connection">
      <PropertyList
        properties={[
          ['Status', <ConnectionLabel key="status" {...cluster} />],
          ['Last answer', <RelativeTime key="answered" value={cluster.answeredAt} exact />],
          ['Volumes as of', <RelativeTime key="as-of" value={cluster.asOf} exact />],
          ['Attached', <RelativeTime key="attached" value={cluster.attachedAt} exact />],
          ['Version', version],
          [
            'API endpoints',
            <CopyList key="api" texts={cluster.apiEndpoints} what="API endpoint" />,
          ],
          [
            'Discovery endpoints',
            <CopyList
              key="discovery"
              texts={cluster.discoveryEndpoints}
              what="discovery endpoint"
            />,
          ],
          ['Subsystem NQN', <CopyText key="nqn" text={subsystemNqn} what="subsystem NQN" />],
          ['Cluster UUID', <CopyText key="id" text={id} what="cluster UUID" />],
          [
            'Pinned certificate',
            <CopyText key="fingerprint" text={tlsFingerprint} what="pinned fingerprint" />,
          ],
          ['Service key', <CopyText key="key" text={pubKeyId} what="service key ID" />],
          [
            'Maximum replicas',
            cluster.currentMaxReplicas === 0 ? undefined : String(cluster.currentMaxReplicas),
          ],
          // Last: it comes and goes, and may take several lines.
          ...(error === '' ? [] : [['Reason', error] as const]),
        ]}
      />
    </Panel>
  );
}
