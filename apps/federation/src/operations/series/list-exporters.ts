import type { FleetExporter } from '@asterism/api-types/fleet-api/series-api';
import type { ExporterMonitor } from '../../exporters/exporter-monitor.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';

export interface ExporterDeps {
  readonly monitor: Pick<FleetMonitor, 'clusters' | 'cluster'>;
  readonly exporters: Pick<ExporterMonitor, 'exporters'>;
}

/** The exporters of all nodes, by cluster; or those of one cluster, of which there are none when it is not attached. */
export function listExporters(
  { monitor, exporters }: ExporterDeps,
  clusterId: string | undefined,
): FleetExporter[] {
  const clusters = clusterId === undefined ? monitor.clusters() : [monitor.cluster(clusterId)];
  return clusters.flatMap((cluster) =>
    cluster === undefined ? [] : exporters.exporters(cluster.id),
  );
}
