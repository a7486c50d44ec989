import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import type { VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { troubleOf } from '@asterism/api-types/rules/volume-trouble';
import { Link } from 'react-router';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { formatCompression } from '#/lib/format.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { ProtectionLabel, VolumeStateLabel } from '#/domain/volume-state.tsx';
import { troubleText } from '#/domain/trouble-words.ts';
import { MatchNote } from './match-note.tsx';
import { aclSummary, ipAclSummary } from '#/domain/access-summary.ts';

export type VolumeColumn = Column<Volume, VolumeSortKey>;

interface ColumnContext {
  readonly clusterNames: ReadonlyMap<string, string>;
  /** The clusters that are out of reach: what is shown of their volumes is the last that is known. */
  readonly awayClusters: ReadonlySet<string>;
  /** What is wrong with the volumes of the page. */
  readonly troubles: readonly VolumeTrouble[];
  /** What is sought, in lower case. */
  readonly words: readonly string[];
  /** Whether clusters have pages that the user may see. */
  readonly mayOpenClusters: boolean;
}

/** Why a volume's state, or its protection, is not as it should be; undefined when it is. */
function whyOf(volume: Volume, troubles: readonly VolumeTrouble[], isFailed: boolean) {
  const worst = troubleOf(volume);
  if (worst === undefined || (worst === 'Failed') !== isFailed) return undefined;
  const trouble = troubles.find((one) => one.UUID === volume.UUID && one.trouble === worst);
  return trouble === undefined ? undefined : troubleText(trouble);
}

const isCompressed = ({ compression }: Volume) => compression === 'true';

/** The columns of the list of volumes. */
export const volumeColumns = (context: ColumnContext): readonly VolumeColumn[] => [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    isName: true,
    minWidth: '14rem',
    cell: (volume) => (
      <>
        <Link to={paths.volume(volume.UUID)}>{volume.name}</Link>{' '}
        <MatchNote volume={volume} words={context.words} />
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    sort: 'state',
    cell: (volume) => (
      <VolumeStateLabel
        state={volume.state}
        isStale={context.awayClusters.has(volume.clusterId)}
        why={whyOf(volume, context.troubles, true)}
      />
    ),
  },
  {
    id: 'protection',
    header: 'Protection',
    sort: 'protection',
    cell: (volume) => (
      <ProtectionLabel
        state={volume.protectionState}
        isStale={context.awayClusters.has(volume.clusterId)}
        why={whyOf(volume, context.troubles, false)}
      />
    ),
  },
  {
    id: 'size',
    header: 'Size',
    sort: 'size',
    align: 'end',
    cell: ({ size }) => <Bytes value={size} />,
  },
  {
    id: 'used',
    header: 'Used',
    align: 'end',
    cell: ({ statistics }) => <Bytes value={statistics.logicalUsedStorage} />,
  },
  {
    id: 'physical',
    header: 'Physical',
    align: 'end',
    isHidden: true,
    cell: ({ statistics }) => <Bytes value={statistics.physicalUsedStorage} />,
  },
  { id: 'project', header: 'Project', sort: 'project', cell: ({ projectName }) => projectName },
  {
    id: 'cluster',
    header: 'Cluster',
    sort: 'cluster',
    cell: ({ clusterId }) => {
      const name = context.clusterNames.get(clusterId) ?? clusterId;
      return context.mayOpenClusters ? <Link to={paths.cluster(clusterId)}>{name}</Link> : name;
    },
  },
  {
    id: 'replicas',
    header: 'Replicas',
    align: 'end',
    cell: ({ replicaCount }) => replicaCount,
  },
  {
    id: 'acl',
    header: 'ACL hosts',
    cell: ({ acl }) => <span title={acl.values.join('\n')}>{aclSummary(acl.values)}</span>,
  },
  {
    id: 'ip-acl',
    header: 'IP ACL',
    isHidden: true,
    cell: ({ IPAcl }) => <span title={IPAcl.values.join('\n')}>{ipAclSummary(IPAcl.values)}</span>,
  },
  {
    id: 'hosts',
    header: 'Connected hosts',
    align: 'end',
    isHidden: true,
    cell: ({ connectedHosts }) => connectedHosts.length,
  },
  {
    id: 'qos',
    header: 'QoS policy',
    isHidden: true,
    cell: ({ qosPolicyName }) => (qosPolicyName === '' ? '–' : qosPolicyName),
  },
  {
    id: 'compression',
    header: 'Compression',
    isHidden: true,
    cell: (volume) => (isCompressed(volume) ? 'On' : 'Off'),
  },
  {
    id: 'ratio',
    header: 'Compression ratio',
    align: 'end',
    isHidden: true,
    cell: ({ statistics }) => formatCompression(statistics.compressionRatio),
  },
  {
    id: 'labels',
    header: 'Labels',
    isHidden: true,
    cell: ({ labels }) => labels.map(({ key, value }) => `${key}=${value}`).join(', ') || '–',
  },
  {
    id: 'created',
    header: 'Created',
    sort: 'created',
    cell: ({ creationTime }) => <RelativeTime value={creationTime} />,
  },
  {
    id: 'uuid',
    header: 'UUID',
    isHidden: true,
    cell: ({ UUID }) => <code>{UUID}</code>,
  },
];
