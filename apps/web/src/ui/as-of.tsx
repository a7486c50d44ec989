import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { RelativeTime } from './relative-time.tsx';

/** The clusters whose part of an answer may be old: the ones that are not connected, or never were heard. */
const staleOnes = (clusters: readonly Freshness[]) =>
  clusters.filter(({ status, asOf }) => status !== 'Connected' || asOf === undefined);

const nameOf = ({ name, clusterId }: Freshness) => (name === '' ? clusterId : name);

const WHY: Record<Freshness['status'], string> = {
  Connected: 'is being read for the first time',
  Disconnected: 'does not answer',
  Unauthorized: 'refuses the connection',
};

/** Says which clusters' data is old and since when. Nothing when all of it is fresh: a partial answer is never hidden. */
export function AsOf({ clusters }: { readonly clusters: readonly Freshness[] }) {
  const stale = staleOnes(clusters);
  if (stale.length === 0) return null;
  return (
    <Alert
      isInline
      variant="warning"
      component="h2"
      title={
        stale.length === 1
          ? 'One cluster’s data may be out of date'
          : `The data of ${stale.length} clusters may be out of date`
      }
    >
      <ul className="ast-plain-list">
        {stale.map((cluster) => (
          <li key={cluster.clusterId}>
            <strong>{nameOf(cluster)}</strong> {WHY[cluster.status]}
            {cluster.asOf === undefined ? (
              '; its volumes are not known yet.'
            ) : (
              <>
                ; shown as of <RelativeTime value={cluster.asOf} />.
              </>
            )}
            {cluster.error === '' ? null : <span className="ast-quiet"> {cluster.error}</span>}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** The time of the oldest part of an answer, for the foot of a list. */
export function oldestAsOf(clusters: readonly Freshness[]): string | undefined {
  const times = clusters.map(({ asOf }) => asOf).filter((asOf) => asOf !== undefined);
  return times.sort().at(0);
}
