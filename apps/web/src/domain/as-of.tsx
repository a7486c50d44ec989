import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { describeRefusal } from '#/api/describe-refusal.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import './as-of.css';

/** The clusters whose part of an answer may be old: the ones that are not connected, or that were never read. */
const staleOnes = (clusters: readonly Freshness[]) =>
  clusters.filter(({ status, asOf }) => status !== 'Connected' || asOf === undefined);

const WHY: Record<Freshness['status'], string> = {
  Connected: 'is being read for the first time',
  Disconnected: 'is not responding',
  Unauthorized: 'rejects the connection',
};

function whyOf({ status, invalidDataSince, refusal }: Freshness): string {
  if (invalidDataSince !== undefined) return 'sends invalid data';
  return refusal === undefined ? WHY[status] : describeRefusal(refusal).predicate;
}

/** One cluster's name, why its data is old, and since when. */
function StaleCluster({ cluster }: { readonly cluster: Freshness }) {
  const { name, clusterId, asOf, error } = cluster;
  return (
    <>
      <strong>{name === '' ? clusterId : name}</strong>{' '}
      <span title={error === '' ? undefined : error}>{whyOf(cluster)}</span>
      {asOf === undefined ? (
        ': its volumes are not known yet.'
      ) : (
        <>
          : shown as of <RelativeTime value={asOf} />.
        </>
      )}
    </>
  );
}

/** Says which clusters' data is old and since when. Nothing when all of it is fresh: a partial answer is never hidden. */
export function AsOf({ clusters }: { readonly clusters: readonly Freshness[] }) {
  const stale = staleOnes(clusters);
  const [first, ...others] = stale;
  if (first === undefined) return null;
  return (
    <Alert
      isInline
      variant="warning"
      component="p"
      className="ast-as-of"
      title={
        others.length === 0 ? (
          <StaleCluster cluster={first} />
        ) : (
          `Data from ${stale.length} clusters may be out of date`
        )
      }
    >
      {others.length === 0 ? null : (
        <ul className="ast-plain-list">
          {stale.map((cluster) => (
            <li key={cluster.clusterId}>
              <StaleCluster cluster={cluster} />
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

/** The time of the oldest part of an answer, shown below a list. */
export function oldestAsOf(clusters: readonly Freshness[]): string | undefined {
  const times = clusters.map(({ asOf }) => asOf).filter((asOf) => asOf !== undefined);
  return times.sort().at(0);
}
