import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { worstVerdict } from '@asterism/api-types/fleet-api/health-assessment';
import { useQuery } from '@tanstack/react-query';
import { useContext } from 'react';
import { useSearchParams } from 'react-router';
import { problemsQuery } from '#/api/problem-queries.ts';
import { VerdictLabel } from '#/domain/cluster-health.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { ProblemList } from '#/domain/problem-list.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { Panel } from '#/ui/panel.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

/** The most that are drawn: beyond so many it is one thing that is wrong, and the list of clusters has all. */
const SHOWN = 50;

/** Says that nothing needs attention, or did not when that could last be checked. */
function AllWell() {
  const outOfReachSince = useContext(OutOfReachSince);
  if (outOfReachSince === undefined) return <p className="ast-quiet">Nothing needs attention.</p>;
  const since = new Date(outOfReachSince).toISOString();
  return (
    <p className="ast-quiet">
      Nothing needed attention <RelativeTime value={since} />.
    </p>
  );
}

/** What needs attention in the fleet, the worst first; those that are snoozed on demand. */
export function ProblemsPanel({
  clusters,
}: {
  readonly clusters: readonly FleetCluster[] | undefined;
}) {
  const areSnoozedShown = useSearchParams()[0].get('problems') === 'snoozed';
  const waiting = useQuery(problemsQuery());
  const snoozed = useQuery({ ...problemsQuery({ snoozed: 'true' }), enabled: areSnoozedShown });
  const { data, error, refetch } = areSnoozedShown ? snoozed : waiting;
  const problems = data?.problems ?? [];
  const more = problems.length - SHOWN;
  const count = waiting.data?.snoozed ?? 0;
  return (
    <Panel
      title="Needs attention"
      actions={
        <>
          {count === 0 && !areSnoozedShown ? null : (
            <LinkButton
              variant="link"
              to={areSnoozedShown ? paths.overview() : paths.snoozedProblems()}
            >
              {areSnoozedShown ? 'Show what is not snoozed' : `${formatCount(count)} snoozed`}
            </LinkButton>
          )}
          {clusters === undefined ? null : (
            <VerdictLabel
              verdict={worstVerdict(clusters.map(({ assessment }) => assessment.verdict))}
            />
          )}
        </>
      }
    >
      <div className="ast-problems-place">
        {data === undefined ? (
          error === null ? (
            <SkeletonLines count={6} />
          ) : (
            <FailureView failure={error} onRetry={refetch} />
          )
        ) : problems.length === 0 ? (
          areSnoozedShown ? (
            <p className="ast-quiet">Nothing is snoozed.</p>
          ) : (
            <AllWell />
          )
        ) : (
          <>
            <ProblemList
              problems={problems.slice(0, SHOWN)}
              label={areSnoozedShown ? 'Snoozed problems' : 'Problems'}
            />
            {more > 0 ? <p className="ast-quiet">and {formatCount(more)} more</p> : null}
          </>
        )}
      </div>
    </Panel>
  );
}
