import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import type { NvmeDevice } from '@asterism/api-types/cluster-api/nvme-device';
import { hashOf } from './hash.ts';
import type { SimClusterSpec } from './sim-cluster-spec.ts';

/** How long the data of a drive that failed takes to be on the others of its node again. */
const REBUILD_MS = 300_000;
/** Progress comes in steps, in percent. */
const PROGRESS_STEP = 5;
const SERIAL_SEED = 0xd51e;

interface Failure {
  readonly since: number;
  readonly rebuiltAt: number;
}

/** The drives of a cluster, which fail and are replaced. */
export interface DriveStates {
  /** In the order of their nodes. */
  readonly devices: readonly NvmeDevice[];
  /** Brings all of it to that time. Gives whether nodes look otherwise than before. */
  advanceTo(now: number): boolean;
  /** The nodes, with what their drives make of them. */
  withDrives(nodes: readonly StorageNode[]): readonly StorageNode[];
  /** Has a drive fail, or puts a good one in its place. One that is so already stays as it is. */
  set(serial: string, isFailed: boolean, now: number): void;
}

function devicesOf({ nodes, installedBytes }: SimClusterSpec): NvmeDevice[] {
  const count = nodes.reduce((sum, node) => sum + node.numManagedDevices, 0);
  const size = String(installedBytes / BigInt(Math.max(1, count)));
  return nodes.flatMap((node) =>
    Array.from({ length: node.numManagedDevices }, (_, index): NvmeDevice => {
      const number = hashOf(`${node.UUID} ${index}`, SERIAL_SEED);
      return {
        serial: `SIM${number.toString(16).toUpperCase().padStart(8, '0')}${String(index).padStart(2, '0')}`,
        name: `nvme${index}n1`,
        model: 'Simulated NVMe SSD',
        size,
        numaNodeID: '0',
        serverUUID: node.serverUUID,
        nodeUUID: node.UUID,
        state: 'Healthy',
        ETag: '1',
      };
    }),
  );
}

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function createDriveStates(spec: SimClusterSpec): DriveStates {
  const well = devicesOf(spec);
  const failures = new Map<string, Failure>();
  let devices: readonly NvmeDevice[] = well;
  /** Of each node with failed drives: how many, and how much of the data is elsewhere by now, in percent. */
  let troubles = new Map<string, { failed: number; progress: number }>();

  function troublesAt(now: number): typeof troubles {
    const found: typeof troubles = new Map();
    for (const { serial, nodeUUID } of well) {
      const failure = failures.get(serial);
      if (failure === undefined) continue;
      const percent = ((now - failure.since) / REBUILD_MS) * 100;
      const progress = Math.min(100, Math.floor(percent / PROGRESS_STEP) * PROGRESS_STEP);
      const { failed = 0, progress: least = 100 } = found.get(nodeUUID) ?? {};
      found.set(nodeUUID, { failed: failed + 1, progress: Math.min(least, progress) });
    }
    return found;
  }

  function deviceAt(device: NvmeDevice, now: number): NvmeDevice {
    const failure = failures.get(device.serial);
    if (failure === undefined) return device;
    const { since, rebuiltAt } = failure;
    return {
      ...device,
      state: 'Failed',
      failureTime: timeOf(since),
      ...(now < rebuiltAt ? {} : { rebuildCompletionTime: timeOf(rebuiltAt) }),
    };
  }

  return {
    get devices() {
      return devices;
    },
    advanceTo(now) {
      if (failures.size === 0 && troubles.size === 0) return false;
      const next = troublesAt(now);
      if (JSON.stringify([...next]) === JSON.stringify([...troubles])) return false;
      troubles = next;
      devices = well.map((device) => deviceAt(device, now));
      return true;
    },
    withDrives: (nodes) =>
      nodes.map((node) => {
        const trouble = troubles.get(node.UUID);
        if (trouble === undefined) return node;
        const inLocalRebuild = trouble.progress < 100;
        return Object.assign({}, node, {
          numManagedDevices: node.numManagedDevices - trouble.failed,
          inLocalRebuild,
          localRebuildProgress: inLocalRebuild ? trouble.progress : 0,
        });
      }),
    set(serial, isFailed, now) {
      if (!isFailed) failures.delete(serial);
      else if (!failures.has(serial)) {
        failures.set(serial, { since: now, rebuiltAt: now + REBUILD_MS });
      }
    },
  };
}
