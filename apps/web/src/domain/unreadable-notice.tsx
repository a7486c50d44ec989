import type {
  Freshness,
  ReadList,
  UnreadableRows,
} from '@asterism/api-types/fleet-api/fleet-cluster';
import { Note } from '#/ui/note.tsx';
import { freshnessName } from './cluster-name.ts';
import './as-of.css';

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

interface UnreadableNoticeProps {
  readonly clusters: readonly Pick<
    Freshness,
    'clusterId' | 'displayName' | 'name' | 'unreadable'
  >[];
  /** Of all lists, when not given. */
  readonly list?: ReadList;
}

/** Says which rows of clusters could not be read and are therefore not shown. Renders nothing when there are none. */
export function UnreadableNotice({ clusters, list }: UnreadableNoticeProps) {
  return clusters.flatMap(({ unreadable, ...cluster }) =>
    unreadable
      .filter((rows) => list === undefined || rows.list === list)
      .map((rows) => (
        <Note
          key={`${cluster.clusterId} ${rows.list}`}
          tone="warning"
          className="ast-as-of"
          title={unreadableWords(freshnessName(cluster), rows)}
        >
          {rows.firstFault === '' ? null : (
            <p className="ast-cause">First error: {rows.firstFault}</p>
          )}
        </Note>
      )),
  );
}
