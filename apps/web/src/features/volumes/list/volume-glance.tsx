import { LabelList } from '#/domain/label-list.tsx';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { troubleOf } from '@asterism/api-types/rules/volume-trouble';
import { useQuery } from '@tanstack/react-query';
import { useContext, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useRights } from '#/api/session.ts';
import { snapshotsQuery } from '#/api/snapshot-queries.ts';
import { ipAclSummary } from '#/domain/access-summary.ts';
import { UsedBar } from '#/domain/capacity-bars.tsx';
import { troubleText } from '#/domain/trouble-words.ts';
import { ProtectionLabel, VolumeStateLabel } from '#/domain/volume-state.tsx';
import type { QuickField } from '#/features/volumes/edit/quick-edit-dialog.tsx';
import { capitalised } from '#/lib/capitalised.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { ListFacts } from './list-facts.ts';
import { whyNoChange, type VolumeTask } from './volume-actions.ts';

/** Who may connect, and which of them are connected. */
function Hosts({ volume }: { readonly volume: Volume }) {
  const { acl, connectedHosts } = volume;
  const connected = new Set(connectedHosts);
  const named = acl.values.filter((host) => host !== ALLOW_ANY && host !== ALLOW_NONE);
  const hosts = [...new Set([...named, ...connectedHosts])];
  return (
    <>
      {acl.values.includes(ALLOW_ANY) ? <p>Any host</p> : null}
      {hosts.length === 0 && !acl.values.includes(ALLOW_ANY) ? <p>No host</p> : null}
      <ul className="ast-plain-list ast-codes">
        {hosts.map((host) => (
          <li key={host}>
            <Link to={paths.host(host)}>
              <code>{host}</code>
            </Link>{' '}
            <span className="ast-quiet">{connected.has(host) ? 'connected' : 'not connected'}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

interface VolumeGlanceProps {
  readonly volume: Volume;
  /** Whether one stays at it: only then more is read than the list has. */
  readonly isAtRest: boolean;
  /** Why nothing can be done with it now, whatever its state. */
  readonly unreachable: string | undefined;
  readonly onStart: (task: VolumeTask) => void;
}

/** A volume beside its list: how it is, who uses it, and each thing that is changed by itself. */
export function VolumeGlance({ volume, isAtRest, unreachable, onStart }: VolumeGlanceProps) {
  const rights = useRights();
  const { clusterNames, mayOpenClusters, troubles } = useContext(ListFacts);
  const { data: snapshots } = useQuery({
    ...snapshotsQuery({ volume: volume.UUID, limit: '1' }),
    enabled: isAtRest,
  });
  const worst = troubleOf(volume);
  const trouble = troubles.find((one) => one.UUID === volume.UUID && one.trouble === worst);
  const reason = whyNoChange(rights, volume, unreachable);
  const cluster = clusterNames.get(volume.clusterId) ?? volume.clusterId;
  const isStale = unreachable !== undefined;
  const changeable = (field: QuickField, what: string, value: ReactNode) => (
    <div className="ast-row">
      <div className="ast-look-value">{value}</div>
      <ReasonedButton
        variant="link"
        isInline
        size="sm"
        aria-label={`Change ${what}`}
        reason={reason}
        onClick={() => onStart(field)}
      >
        Change
      </ReasonedButton>
    </div>
  );
  return (
    <>
      <div className="ast-row">
        <VolumeStateLabel state={volume.state} isStale={isStale} />
        <ProtectionLabel state={volume.protectionState} isStale={isStale} />
      </div>
      {trouble === undefined ? null : <p>{troubleText(trouble)}</p>}
      {unreachable === undefined ? null : <p>{unreachable} This is its last known state.</p>}
      <UsedBar used={volume.statistics.logicalUsedStorage} total={volume.size} isStale={isStale} />
      <PropertyList
        properties={[
          ['Size', changeable('size', 'size', <Bytes value={volume.size} />)],
          ['Hosts', changeable('acl', 'hosts', <Hosts volume={volume} />)],
          ['IP ACL', changeable('IPAcl', 'IP ACL', capitalised(ipAclSummary(volume.IPAcl.values)))],
          ['QoS policy', changeable('qosPolicyName', 'QoS policy', volume.qosPolicyName || 'None')],
          ['Labels', changeable('labels', 'labels', <LabelList labels={volume.labels} />)],
          [
            'Snapshots',
            <Link key="snapshots" to={paths.volumeSnapshots(volume.UUID)}>
              {snapshots === undefined ? 'View' : formatCount(snapshots.total)}
            </Link>,
          ],
          [
            'Project',
            <Link key="project" to={paths.project(volume.projectName)}>
              {volume.projectName}
            </Link>,
          ],
          [
            'Cluster',
            mayOpenClusters ? (
              <Link key="cluster" to={paths.cluster(volume.clusterId)}>
                {cluster}
              </Link>
            ) : (
              cluster
            ),
          ],
          ['Created', <RelativeTime key="created" value={volume.creationTime} />],
          ['UUID', <CopyText key="uuid" text={volume.UUID} what="UUID" />],
        ]}
      />
      <div className="ast-row">
        <LinkButton to={paths.volume(volume.UUID)}>Open</LinkButton>
      </div>
    </>
  );
}
