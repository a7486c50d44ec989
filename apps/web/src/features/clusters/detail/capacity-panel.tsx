import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Bytes } from '#/ui/bytes.tsx';
import { CapacityBar } from '#/ui/capacity-bar.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { formatCompression, formatRatio } from '#/lib/format.ts';

/** Provisioning may exceed the capacity on purpose: nothing of it is an alarm. */
const NEVER = Number.POSITIVE_INFINITY;

/** How much is used, promised and left. */
export function CapacityPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { statistics, provisionedStorage, provisionedToEffectiveStorageRatio } = cluster;
  if (statistics === undefined) {
    return (
      <Panel title="Capacity">
        <p className="ast-quiet">The cluster has not told its capacity yet.</p>
      </Panel>
    );
  }
  const effective = statistics.effectivePhysicalStorage;
  return (
    <Panel title="Capacity">
      <div className="ast-stack">
        <CapacityBar label="Used" used={statistics.physicalUsedStorage} total={effective} />
        <CapacityBar
          label="Provisioned"
          used={provisionedStorage}
          total={effective}
          warnAt={NEVER}
          alarmAt={NEVER}
        />
        <PropertyList
          properties={[
            ['Effective', <Bytes key="effective" value={effective} exact />],
            ['Used', <Bytes key="used" value={statistics.physicalUsedStorage} exact />],
            ['Provisioned', <Bytes key="provisioned" value={provisionedStorage} exact />],
            ['Free', <Bytes key="free" value={statistics.freePhysicalStorage} exact />],
            [
              'Installed',
              <Bytes key="installed" value={statistics.installedPhysicalStorage} exact />,
            ],
            ['Provisioned to effective', formatRatio(provisionedToEffectiveStorageRatio)],
            ['Compression', formatCompression(statistics.compressionRatio)],
          ]}
        />
      </div>
    </Panel>
  );
}
