import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { useContext } from 'react';
import { describeRefusal } from '#/api/describe-refusal.ts';
import { formatCount } from '#/lib/format.ts';
import { Note } from '#/ui/note.tsx';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { isCurrent } from './is-current.ts';
import './as-of.css';

/** The clusters whose part of an answer may be old: not connected, without an answer that is due, or never read. */
const staleOnes = (clusters: readonly Freshness[]) =>
  clusters.filter((cluster) => !isCurrent(cluster) || cluster.asOf === undefined);

/** Why the data of a cluster may be old: as a sentence after its name, and in short after its age. */
interface Why {
  readonly sentence: string;
  readonly short: string;
}

const WHY: Record<Freshness['status'], Why> = {
  Connected: { sentence: 'has not answered in time', short: 'no answer in time' },
  Disconnected: { sentence: 'is not responding', short: 'not responding' },
  Unauthorized: { sentence: 'rejects the connection', short: 'rejects the connection' },
};

function whyOf({ status, asOf, overdue, invalidDataSince, refusal }: Freshness): Why {
  if (invalidDataSince !== undefined) {
    return { sentence: 'sends invalid data', short: 'sends invalid data' };
  }
  if (status === 'Connected' && asOf === undefined && !overdue) {
    return { sentence: 'is being read for the first time', short: 'is being read' };
  }
  if (refusal === undefined) return WHY[status];
  const { predicate } = describeRefusal(refusal);
  return { sentence: predicate, short: predicate };
}

/** So many clusters are listed; more of them unfold on demand. */
const LISTED_MAX = 5;

/** One cluster's name, why its data is old, and since when. */
function StaleCluster({ cluster, what }: { readonly cluster: Freshness; readonly what: string }) {
  const { name, clusterId, asOf, error } = cluster;
  return (
    <>
      <strong>{name === '' ? clusterId : name}</strong>{' '}
      <span title={error === '' ? undefined : error}>{whyOf(cluster).sentence}</span>
      {asOf === undefined ? (
        `: its ${what} are not known yet.`
      ) : (
        <>
          : shown as of <RelativeTime value={asOf} />.
        </>
      )}
    </>
  );
}

interface AsOfProps {
  readonly clusters: readonly Freshness[];
  /** What is read of them. */
  readonly what?: string;
}

/** Says which clusters' data is old and since when. Nothing when all of it is fresh: a partial answer is never hidden. */
export function AsOf({ clusters, what = 'volumes' }: AsOfProps) {
  const stale = staleOnes(clusters);
  const [first, ...others] = stale;
  if (first === undefined) return null;
  return (
    <Note
      tone="warning"
      className="ast-as-of"
      unfolds={stale.length > LISTED_MAX ? 'Clusters that are out of date' : undefined}
      title={
        others.length === 0 ? (
          <StaleCluster cluster={first} what={what} />
        ) : (
          `Data from ${stale.length} clusters may be out of date`
        )
      }
    >
      {others.length === 0 ? null : (
        <ul className="ast-plain-list">
          {stale.map((cluster) => (
            <li key={cluster.clusterId}>
              <StaleCluster cluster={cluster} what={what} />
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}

/** The part of a sentence that says how old one cluster's data is, and why. */
function AgeOf({ cluster }: { readonly cluster: Freshness }) {
  const { name, clusterId, asOf } = cluster;
  return (
    <>
      {name === '' ? clusterId : name}{' '}
      {asOf === undefined ? null : (
        <>
          as of <RelativeTime value={asOf} />,{' '}
        </>
      )}
      {whyOf(cluster).short}
    </>
  );
}

/**
 * How current a list over clusters is, in one line: one cluster that does not answer does not make all of them old. While
 * the federation is out of reach, nothing is known to be current.
 */
export function HowCurrent({ clusters }: { readonly clusters: readonly Freshness[] }) {
  const outOfReachSince = useContext(OutOfReachSince);
  if (clusters.length === 0) return null;
  if (outOfReachSince !== undefined) {
    return (
      <>
        All clusters as of <RelativeTime value={new Date(outOfReachSince).toISOString()} />
      </>
    );
  }
  const stale = staleOnes(clusters);
  const of = `${formatCount(clusters.length)} ${clusters.length === 1 ? 'cluster' : 'clusters'}`;
  const [first, ...others] = stale;
  if (first === undefined) return <>{of} current</>;
  return (
    <>
      {formatCount(clusters.length - stale.length)} of {of} current;{' '}
      {others.length === 0 ? <AgeOf cluster={first} /> : `${formatCount(stale.length)} out of date`}
    </>
  );
}
