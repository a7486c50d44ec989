import { z } from 'zod/mini';
import {
  clusterHealth,
  clusterInfo,
  clusterInfoV2,
  clusterStatistics,
} from '../cluster-api/cluster-info.ts';
import { credential, project } from '../cluster-api/cluster-operations.ts';
import { node } from '../cluster-api/node.ts';
import { snapshot } from '../cluster-api/snapshot.ts';
import { volume, volumeStatistics } from '../cluster-api/volume.ts';
import { errorBody } from '../common/failure.ts';
import { cluster } from '../federation-api/cluster.ts';
import { workflow } from '../federation-api/workflow.ts';
import { fleetCluster } from '../fleet-api/fleet-cluster.ts';
import { fleetEvent } from '../fleet-api/fleet-events.ts';
import { fleetWorkflow } from '../fleet-api/fleet-workflow.ts';

const NAMED = {
  Error: errorBody,
  Volume: volume,
  VolumeStatistics: volumeStatistics,
  Cluster: cluster,
  ClusterInfo: clusterInfo,
  ClusterInfoV2: clusterInfoV2,
  ClusterStatistics: clusterStatistics,
  ClusterHealth: clusterHealth,
  Snapshot: snapshot,
  Node: node,
  Project: project,
  Credential: credential,
  Workflow: workflow,
  FleetCluster: fleetCluster,
  FleetWorkflow: fleetWorkflow,
  FleetEvent: fleetEvent,
};

/** Names the schemas that documents have as components; without it they stand inline wherever they are used. */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(NAMED)) {
    if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });
  }
}
