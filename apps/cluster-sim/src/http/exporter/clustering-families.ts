import { driveLabelText, failedDrivesOf } from './drive-families.ts';
import type { Family } from './exposition.ts';
import { nodeLabelText, type MeasuredNode } from './measured-node.ts';

/** Every gauge of the group, by the end of its name. */
function gaugesOf(measured: MeasuredNode): Record<string, [help: string, value: number]> {
  const { model, node } = measured;
  const { spec } = model;
  const { tally } = model.volumes;
  const share = BigInt(spec.nodes.length);
  const [managed, effective] = [spec.installedBytes / share, spec.effectiveBytes / share];
  const used = tally.physicalUsedOn(node.UUID);
  const isActive = node.state === 'Active';
  return {
    cluster_info: ['Always 1.', 1],
    cluster_num_connected_hosts: ['Hosts that are connected to the cluster.', tally.connectedHosts],
    node_info: ['Always 1.', 1],
    node_state_active: ['1 if the node is active.', Number(isActive)],
    node_state_inactive: ['1 if the node is not active.', Number(!isActive)],
    node_read_only_mode: ['1 if the node takes no writes.', Number(node.readOnly)],
    node_physical_used_storage: ['Bytes on the drives of the node.', Number(used)],
    node_effective_physical_storage: [
      'Bytes for data and its replicas on the drives of the node.',
      Number(effective),
    ],
    node_managed_physical_storage: ['Bytes of all drives of the node.', Number(managed)],
    node_free_physical_storage: [
      'Bytes for data and its replicas that are free.',
      Math.max(0, Number(effective - used)),
    ],
    node_num_managed_devices: ['Drives of the node.', node.numManagedDevices],
    node_num_of_failed_ssds: [
      'Drives of the node that have failed.',
      failedDrivesOf(measured).length,
    ],
  };
}

/** The state and the capacity of a node, and what it knows of its cluster. */
export function clusteringFamilies(measured: MeasuredNode): Family[] {
  const labels = nodeLabelText(measured);
  const gauges = Object.entries(gaugesOf(measured)).map(([name, [help, value]]): Family => ({
    name: `lightbox_clustering_${name}`,
    type: 'gauge',
    help,
    samples: () => [{ labels, value }],
  }));
  const { inLocalRebuild, localRebuildProgress } = measured.node;
  const rebuilt = inLocalRebuild ? failedDrivesOf(measured) : [];
  const progress: Family = {
    name: 'lightbox_clustering_node_local_rebuild_progress',
    type: 'gauge',
    help: 'Percent of the data of failed drives that is on others again.',
    samples: () =>
      rebuilt.map((device) => ({
        labels: driveLabelText(measured, device),
        value: localRebuildProgress,
      })),
  };
  return [...gauges, progress];
}
