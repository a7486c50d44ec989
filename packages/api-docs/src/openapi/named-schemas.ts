import { z } from 'zod/mini';
import {
  clusterHealth,
  clusterInfo,
  clusterInfoV2,
  clusterStatistics,
} from '@asterism/api-types/cluster-api/cluster-info';
import { credential, project } from '@asterism/api-types/cluster-api/cluster-operations';
import { node } from '@asterism/api-types/cluster-api/node';
import { snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { volume, volumeStatistics } from '@asterism/api-types/cluster-api/volume';
import { badRequest, errorInfo, fieldViolation } from '@asterism/api-types/common/error-details';
import { errorBody } from '@asterism/api-types/common/failure';
import { cluster } from '@asterism/api-types/federation-api/cluster';
import { workflow } from '@asterism/api-types/federation-api/workflow';
import { fleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { fleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { fleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';

const NAMED = {
  Error: errorBody,
  BadRequest: badRequest,
  FieldViolation: fieldViolation,
  ErrorInfo: errorInfo,
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
