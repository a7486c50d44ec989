import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import type { ClusterModel } from '../../model/cluster-model.ts';
import { labelsOf } from './exposition.ts';

/** A node that an exporter tells of, at the time of a scrape. */
export interface MeasuredNode {
  readonly model: ClusterModel;
  readonly node: StorageNode;
}

/** The labels of every series of a node. */
export const nodeLabels = ({ node }: MeasuredNode): Readonly<Record<string, string>> => ({
  server_id: node.serverUUID ?? '',
  node_id: node.UUID,
});

export const nodeLabelText = (measured: MeasuredNode): string => labelsOf(nodeLabels(measured));
