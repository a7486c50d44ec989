import type { Random } from './random.ts';

/** The names of the clusters of a simulation that gives them no others. */
const REGIONS = ['north', 'south', 'east', 'west', 'central', 'coast', 'lake', 'hill'];

/** The name of the cluster at that position: `lb-north-01`, `lb-south-01` … `lb-north-02`. */
export function clusterNameAt(index: number): string {
  const region = REGIONS[index % REGIONS.length] ?? 'north';
  const round = Math.floor(index / REGIONS.length) + 1;
  return `lb-${region}-${String(round).padStart(2, '0')}`;
}

/** The projects of a simulated cluster, beside `system`, with their share of the volumes. */
export const PROJECTS = [
  { name: 'default', share: 0.34, description: 'Lightbits default project' },
  { name: 'acme', share: 0.24, description: 'Acme web shop' },
  { name: 'globex', share: 0.2, description: 'Globex data platform' },
  { name: 'initech', share: 0.13, description: 'Initech internal services' },
  { name: 'umbra-labs', share: 0.09, description: 'Umbra Labs research' },
] as const;

const APPLICATIONS = [
  'orders',
  'billing',
  'catalog',
  'search',
  'users',
  'payments',
  'metrics',
  'inventory',
  'sessions',
  'audit',
  'reports',
  'ledger',
] as const;
const ENGINES = ['pg', 'mysql', 'mongo', 'kafka', 'es', 'redis', 'clickhouse', 'minio'] as const;
const ROLES = ['data', 'wal', 'log', 'index', 'backup', 'scratch'] as const;
const SYSTEMS = ['rhel9', 'ubuntu24', 'win2025', 'debian13'] as const;

const digits = (random: Random, width: number): string =>
  String(random.between(0, 10 ** width - 1)).padStart(width, '0');

/** A name such as an administrator or a provisioner would give; `serial` makes it unique. */
export function volumeName(random: Random, serial: number): string {
  const tail = String(serial).padStart(2, '0');
  const kind = random.next();
  if (kind < 0.5) {
    return `${random.pick(ENGINES)}-${random.pick(APPLICATIONS)}-${random.pick(ROLES)}-${tail}`;
  }
  if (kind < 0.75) return `pvc-${random.uuid()}`;
  if (kind < 0.9) return `vm-${random.between(100, 999)}-disk-${tail}`;
  if (kind < 0.97) return `${random.pick(SYSTEMS)}_root.${digits(random, 3)}-${tail}`;
  return `test-${random.pick(APPLICATIONS)}-${tail}`;
}

const NQN_PREFIX = 'nqn.2014-08.org.nvmexpress:uuid:';

/** The NQN of a host, as NVMe initiators generate it. */
export const hostNqn = (random: Random): string => NQN_PREFIX + random.uuid();
