import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import type { Random } from './random.ts';

const DOMAINS = ['rack-1', 'rack-2', 'rack-3'] as const;
const DRIVES_PER_NODE_MAX = 24;
const DRIVE_SIZES_TB = [3.84, 7.68, 15.36, 30.72] as const;
const TB = 10 ** 12;
/** What is left of the drives after parity and reserve, in percent. */
const USABLE_PERCENT = 80n;

export interface Hardware {
  readonly nodes: readonly StorageNode[];
  readonly installedBytes: bigint;
  readonly effectiveBytes: bigint;
}

function drivesFor(bytesPerNode: number): { readonly count: number; readonly driveBytes: number } {
  const fitting = DRIVE_SIZES_TB.find((size) => bytesPerNode <= size * TB * DRIVES_PER_NODE_MAX);
  const driveBytes = (fitting ?? 30.72) * TB;
  return { count: Math.max(8, Math.ceil(bytesPerNode / driveBytes)), driveBytes };
}

const nodesFor = (volumes: number): number => (volumes < 500 ? 3 : volumes < 5000 ? 6 : 15);

/** The nodes of a cluster that is to hold that many volumes with that many effective bytes, over three racks. */
export function seedHardware(
  random: Random,
  clusterName: string,
  volumeCount: number,
  wantedEffectiveBytes: bigint,
): Hardware {
  const count = nodesFor(volumeCount);
  const installedWanted = Number((wantedEffectiveBytes * 100n) / USABLE_PERCENT);
  const drives = drivesFor(installedWanted / count);
  const subnet = `10.${random.between(16, 31)}.${random.between(0, 255)}`;
  const nodes = Array.from({ length: count }, (_, index): StorageNode => {
    const number = String(index + 1).padStart(2, '0');
    const domain = DOMAINS[index % DOMAINS.length] ?? 'rack-1';
    return {
      name: `${clusterName}-server${number}-0`,
      UUID: random.uuid(),
      state: 'Active',
      nvmeEndpoint: `${subnet}.${index + 11}:4420`,
      failureDomains: [domain],
      hostname: `${clusterName}-server${number}`,
      inLocalRebuild: false,
      localRebuildProgress: 0,
      numManagedDevices: drives.count,
      maxNvmeDevices: DRIVES_PER_NODE_MAX,
      serverUUID: random.uuid(),
      ETag: '1',
      readOnly: false,
    };
  });
  const installedBytes = BigInt(count) * BigInt(drives.count) * BigInt(drives.driveBytes);
  return { nodes, installedBytes, effectiveBytes: (installedBytes * USABLE_PERCENT) / 100n };
}
