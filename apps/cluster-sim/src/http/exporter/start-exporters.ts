import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import { formatEndpoint } from '@asterism/api-types/rules/endpoint';
import type { Logger } from 'pino';
import type { ClusterModel } from '../../model/cluster-model.ts';
import type { SimClusterSpec } from '../../model/sim-cluster-spec.ts';
import { startExporter, type Exporter, type ExporterFault } from './exporter.ts';

/** The exporters of a cluster's nodes. */
export interface Exporters {
  /** Of one node, or of all; undefined when the cluster has no such node, or no exporters. */
  setFault(
    nodeUUID: string | undefined,
    fault: ExporterFault | undefined,
  ): Promise<void> | undefined;
  close(): Promise<void>;
}

/** Of a cluster that does not live. */
export const NO_EXPORTERS: Exporters = {
  setFault: () => undefined,
  close: async () => undefined,
};

export interface ExportersOptions {
  readonly spec: SimClusterSpec;
  readonly host: string;
  /** Undefined until the cluster serves. */
  readonly model: () => ClusterModel | undefined;
  readonly log: Logger;
}

/** The vendor's ports of a node. One machine has one of each only: the exporter of a node is as far from its NVMe port. */
const NVME_PORT = 4420;
const EXPORTER_PORT = 8090;

/** Starts an exporter for each node; gives the cluster with nodes whose addresses lead to them. */
export async function startExporters({
  spec,
  host,
  model,
  log,
}: ExportersOptions): Promise<{ exporters: Exporters; spec: SimClusterSpec }> {
  const byNode = new Map<string, Exporter>();
  const close = async (): Promise<void> => {
    await Promise.all([...byNode.values()].map((exporter) => exporter.close()));
  };
  const nodes: StorageNode[] = [];
  try {
    for (const node of spec.nodes) {
      const measured = () => {
        const current = model();
        const found = current?.spec.nodes.find(({ UUID }) => UUID === node.UUID);
        return current === undefined || found === undefined
          ? undefined
          : { model: current, node: found };
      };
      const exporter = await startExporter({ host, measured, log });
      byNode.set(node.UUID, exporter);
      const port = exporter.port - EXPORTER_PORT + NVME_PORT;
      nodes.push({ ...node, nvmeEndpoint: formatEndpoint({ host, port }) });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    spec: { ...spec, nodes },
    exporters: {
      setFault(nodeUUID, fault) {
        const chosen = [...byNode]
          .filter(([UUID]) => nodeUUID === undefined || UUID === nodeUUID)
          .map(([, exporter]) => exporter);
        if (chosen.length === 0) return undefined;
        return Promise.all(chosen.map((exporter) => exporter.setFault(fault))).then(
          () => undefined,
        );
      },
      close,
    },
  };
}
