import type { ReadList, UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';

/** Singular and plural. */
const NOUNS: Record<ReadList, readonly [string, string]> = {
  volumes: ['volume', 'volumes'],
  snapshots: ['snapshot', 'snapshots'],
  nodes: ['node', 'nodes'],
  projects: ['project', 'projects'],
  policies: ['QoS policy', 'QoS policies'],
  hosts: ['host', 'hosts'],
};

/** Says how many rows of a cluster's list are left out. */
export function unreadableWords(cluster: string, { list, rows }: UnreadableRows): string {
  const [one, many] = NOUNS[list];
  return rows === 1
    ? `1 ${one} reported by ${cluster} could not be read and is not shown`
    : `${rows} ${many} reported by ${cluster} could not be read and are not shown`;
}
