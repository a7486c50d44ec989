import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import type { VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { troubleOf } from '@asterism/api-types/rules/volume-trouble';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { Suspense, useContext } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { formatCompression } from '#/lib/format.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { ProtectionLabel, VolumeStateLabel } from '#/domain/volume-state.tsx';
import { troubleText } from '#/domain/trouble-words.ts';
import { ListFacts } from './list-facts.ts';
import { MatchNote } from './match-note.tsx';
import { aclSummary, ipAclSummary } from '#/domain/access-summary.ts';

const TransitionLabel = lazyPart(
  () => import('#/domain/transition-label.tsx'),
  ({ TransitionLabel }) => TransitionLabel,
);

export type VolumeColumn = Column<Volume, VolumeSortKey>;

/** Why a volume's state, or its protection, is not as it should be; undefined when it is. */
function whyOf(volume: Volume, troubles: readonly VolumeTrouble[], isFailed: boolean) {
  const worst = troubleOf(volume);
  if (worst === undefined || (worst === 'Failed') !== isFailed) return undefined;
  const trouble = troubles.find((one) => one.UUID === volume.UUID && one.trouble === worst);
  return trouble === undefined ? undefined : troubleText(trouble);
}

/** The state of a volume, or how well it is protected, with the reason where that is not as it should be. */
function State({ volume, of }: { readonly volume: Volume; readonly of: 'state' | 'protection' }) {
  const { awayClusters, troubles } = useContext(ListFacts);
  const known = {
    isStale: awayClusters.has(volume.clusterId),
    why: whyOf(volume, troubles, of === 'state'),
  };
  if (of !== 'state') return <ProtectionLabel state={volume.protectionState} {...known} />;
  const { UUID, state } = volume;
  const label = <VolumeStateLabel state={state} {...known} />;
  return isTransitional(state) ? (
    <Suspense fallback={label}>
      <TransitionLabel volumeId={UUID} state={state} isStale={known.isStale} />
    </Suspense>
  ) : (
    label
  );
}

function ClusterCell({ clusterId }: Volume) {
  const { clusterNames, mayOpenClusters } = useContext(ListFacts);
  const name = clusterNames.get(clusterId) ?? clusterId;
  return mayOpenClusters ? <RowLink to={paths.cluster(clusterId)}>{name}</RowLink> : name;
}

const isCompressed = ({ compression }: Volume) => compression === 'true';

/** The columns of the list of volumes. */
export const VOLUME_COLUMNS: readonly VolumeColumn[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    isName: true,
    // As wide as the names that Kubernetes gives: pvc- and a UUID.
    width: 'min(20.5rem, 58vw)',
    cell: (volume) => (
      <>
        <RowLink to={paths.volume(volume.UUID)}>{volume.name}</RowLink>{' '}
        <MatchNote volume={volume} />
      </>
    ),
  },
  {
    id: 'state',
    // As wide as a state with its age.
    width: '8.25rem',
    header: 'State',
    sort: 'state',
    cell: (volume) => <State volume={volume} of="state" />,
  },
  {
    id: 'protection',
    width: '8.75rem',
    header: 'Protection',
    sort: 'protection',
    cell: (volume) => <State volume={volume} of="protection" />,
  },
  {
    id: 'size',
    width: '5.5rem',
    header: 'Size',
    sort: 'size',
    align: 'end',
    cell: ({ size }) => <Bytes value={size} />,
  },
  {
    id: 'used',
    width: '5.75rem',
    header: 'Used',
    sort: 'used',
    align: 'end',
    cell: ({ statistics }) => <Bytes value={statistics.logicalUsedStorage} />,
  },
  {
    id: 'physical',
    width: '6.25rem',
    header: 'Physical',
    sort: 'physical',
    align: 'end',
    isHidden: true,
    cell: ({ statistics }) => <Bytes value={statistics.physicalUsedStorage} />,
  },
  {
    id: 'project',
    width: '5.5rem',
    header: 'Project',
    sort: 'project',
    cell: ({ projectName }) => projectName,
  },
  {
    id: 'cluster',
    width: '6.5rem',
    header: 'Cluster',
    sort: 'cluster',
    cell: (volume) => <ClusterCell {...volume} />,
  },
  {
    id: 'replicas',
    width: '5.25rem',
    header: 'Replicas',
    sort: 'replicas',
    align: 'end',
    // It is chosen once for each volume; whether they are there, the protection says.
    isHidden: true,
    cell: ({ replicaCount }) => replicaCount,
  },
  {
    id: 'acl',
    width: '5.25rem',
    header: 'ACL hosts',
    sort: 'acl',
    cell: ({ acl }) => <span title={acl.values.join('\n')}>{aclSummary(acl.values)}</span>,
  },
  {
    id: 'ip-acl',
    width: '7rem',
    header: 'IP ACL',
    sort: 'ipAcl',
    isHidden: true,
    cell: ({ IPAcl }) => <span title={IPAcl.values.join('\n')}>{ipAclSummary(IPAcl.values)}</span>,
  },
  {
    id: 'hosts',
    width: '9rem',
    header: 'Connected hosts',
    sort: 'hosts',
    align: 'end',
    isHidden: true,
    cell: ({ connectedHosts }) => connectedHosts.length,
  },
  {
    id: 'qos',
    width: '8rem',
    header: 'QoS policy',
    sort: 'qos',
    isHidden: true,
    cell: ({ qosPolicyName }) => (qosPolicyName === '' ? '–' : qosPolicyName),
  },
  {
    id: 'compression',
    width: '7.25rem',
    header: 'Compression',
    sort: 'compression',
    isHidden: true,
    cell: (volume) => (isCompressed(volume) ? 'On' : 'Off'),
  },
  {
    id: 'ratio',
    width: '9.5rem',
    header: 'Compression ratio',
    sort: 'ratio',
    align: 'end',
    isHidden: true,
    cell: ({ statistics }) => formatCompression(statistics.compressionRatio),
  },
  {
    id: 'labels',
    width: '14rem',
    header: 'Labels',
    sort: 'labels',
    isHidden: true,
    cell: ({ labels }) => labels.map(({ key, value }) => `${key}=${value}`).join(', ') || '–',
  },
  {
    id: 'created',
    width: '6.875rem',
    header: 'Created',
    sort: 'created',
    cell: ({ creationTime }) => <RelativeTime value={creationTime} />,
  },
  {
    id: 'uuid',
    width: '21rem',
    header: 'UUID',
    sort: 'uuid',
    isHidden: true,
    cell: ({ UUID }) => <code>{UUID}</code>,
  },
];
