import { LabelList } from '#/domain/label-list.tsx';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useRights } from '#/api/session.ts';
import { paths } from '#/lib/paths.ts';
import { CopyText } from '#/ui/copy-text.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { formatCompression, formatCount } from '#/lib/format.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { UsedBar } from '#/domain/capacity-bars.tsx';

/** A volume’s placement restrictions, in words. */
const placementText = ({ placementRestrictions }: Volume): string =>
  placementRestrictions
    .flatMap(({ labelValueKeyPairs }) => labelValueKeyPairs)
    .map(({ key, value }) => `${key} ${value}`)
    .join(', ');

/** A QoS policy by name; cluster admins have a page of it. */
function PolicyName({ name }: { readonly name: string }) {
  const { isClusterAdmin } = useRights();
  if (name === '') return 'None';
  return isClusterAdmin ? <Link to={paths.qosPolicy(name)}>{name}</Link> : name;
}

/** What a volume is: names, settings, origin. */
export function VolumeFacts({ volume }: { readonly volume: Volume }) {
  return (
    <Panel title="Volume">
      <PropertyList
        properties={[
          ['UUID', <CopyText key="uuid" text={volume.UUID} what="UUID" />],
          [
            'Project',
            <Link key="project" to={paths.project(volume.projectName)}>
              {volume.projectName}
            </Link>,
          ],
          ['Replicas', volume.replicaCount],
          ['Compression', volume.compression === 'true' ? 'On' : 'Off'],
          ['Sector size', `${volume.sectorSize} bytes`],
          ['QoS policy', <PolicyName key="policy" name={volume.qosPolicyName} />],
          ['Labels', <LabelList key="labels" labels={volume.labels} width={32} />],
          ['Created', <RelativeTime key="created" value={volume.creationTime} exact />],
          ['Source snapshot', volume.sourceSnapshotName || volume.sourceSnapshotUUID || 'None'],
          ['Placement', placementText(volume) || 'Any node of its cluster'],
          ['Namespace ID', volume.nsid === 0 ? undefined : volume.nsid],
          ['ETag', <code key="etag">{volume.ETag}</code>],
        ]}
      />
    </Panel>
  );
}

/** How large a volume is, and what of it is used. */
export function VolumeCapacity({
  volume,
  isStale,
}: {
  readonly volume: Volume;
  readonly isStale: boolean;
}) {
  const { size, statistics } = volume;
  const unrecoverable = statistics.unrecoverableDataIntegrityErrors;
  return (
    <Panel title="Capacity">
      <div className="ast-stack">
        <UsedBar used={statistics.logicalUsedStorage} total={size} isStale={isStale} />
        <PropertyList
          properties={[
            ['Size', <Bytes key="size" value={size} exact />],
            ['Used', <Bytes key="used" value={statistics.logicalUsedStorage} exact />],
            ['Physical', <Bytes key="physical" value={statistics.physicalUsedStorage} exact />],
            ['Written by hosts', <Bytes key="written" value={statistics.userWritten} />],
            ['Compression ratio', formatCompression(statistics.compressionRatio)],
            [
              'Integrity errors',
              unrecoverable === 0 ? (
                `None unrecoverable, ${formatCount(statistics.recoverableDataIntegrityErrors)} recovered`
              ) : (
                <strong key="errors">{formatCount(unrecoverable)} unrecoverable</strong>
              ),
            ],
          ]}
        />
      </div>
    </Panel>
  );
}

interface AccessListProps {
  readonly values: readonly string[];
  readonly anyone: ReactNode;
  readonly none: ReactNode;
  /** Where an entry has a page of its own. */
  readonly to?: (value: string) => string;
}

function AccessList({ values, anyone, none, to }: AccessListProps) {
  if (values.includes(ALLOW_ANY)) return anyone;
  if (values.length === 0 || values.includes(ALLOW_NONE)) return none;
  return (
    <ul className="ast-plain-list ast-codes">
      {values.map((value) => (
        <li key={value}>
          <CopyText text={value} what={value} to={to?.(value)} />
        </li>
      ))}
    </ul>
  );
}

/** Who may connect to a volume, from where, and who is connected. */
export function VolumeAccess({ volume }: { readonly volume: Volume }) {
  return (
    <Panel title="Access">
      <PropertyList
        properties={[
          [
            'ACL hosts',
            <AccessList
              key="acl"
              values={volume.acl.values}
              anyone="Any host"
              none="None: no host can connect"
              to={paths.host}
            />,
          ],
          [
            'IP ACL',
            <AccessList
              key="ip-acl"
              values={volume.IPAcl.values}
              anyone="Any address"
              none="None: no host can connect"
            />,
          ],
          [
            'Connected hosts',
            <AccessList
              key="hosts"
              values={volume.connectedHosts}
              anyone=""
              none="None now"
              to={paths.host}
            />,
          ],
        ]}
      />
    </Panel>
  );
}
