import type { OperationOutput } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { Bytes } from '#/ui/bytes.tsx';
import { CapacityBar } from '#/ui/capacity-bar.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';
import { formatCount, formatRatio } from '#/lib/format.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

type Summary = OperationOutput<typeof fleetApi.getFleetSummary>;

/** The fleet's capacity: what is stored, and what has been promised. */
export function CapacityPanel({ summary }: { readonly summary: Summary | undefined }) {
  if (summary === undefined) {
    return (
      <Panel title="Capacity">
        <SkeletonLines count={6} />
      </Panel>
    );
  }
  const { statistics, provisionedStorage, clusters, volumes } = summary;
  const effective = statistics.effectivePhysicalStorage;
  return (
    <Panel title="Capacity">
      <div className="ast-stack">
        <CapacityBar label="Stored" used={statistics.physicalUsedStorage} total={effective} />
        <PropertyList
          properties={[
            ['Provisioned', <Bytes key="provisioned" value={provisionedStorage} />],
            [
              'Provisioned to effective',
              formatRatio(Number(provisionedStorage) / Number(effective)),
            ],
            ['Free', <Bytes key="free" value={statistics.freePhysicalStorage} />],
            ['Clusters', formatCount(clusters)],
            ['Volumes', formatCount(volumes)],
          ]}
        />
      </div>
    </Panel>
  );
}
