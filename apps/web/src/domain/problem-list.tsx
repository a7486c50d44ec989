import type { Problem } from '@asterism/api-types/fleet-api/problem-api';
import type { ProblemSeverity } from '@asterism/api-types/rules/problem-rule-names';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { ExclamationTriangleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import { InfoCircleIcon } from '@patternfly/react-icons/dist/esm/icons/info-circle-icon';
import { Suspense } from 'react';
import { Link } from 'react-router';
import { counted } from '#/lib/counted.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { paths } from '#/lib/paths.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { StatusLabel, type StateAppearance } from '#/ui/status-label.tsx';
import { problemPath, problemSubject } from './problem-words.ts';
import './problem-list.css';

const SEVERITY: Readonly<Record<ProblemSeverity, StateAppearance>> = {
  Critical: { text: 'Critical', icon: <ExclamationCircleIcon />, tone: 'danger' },
  Warning: { text: 'Warning', icon: <ExclamationTriangleIcon />, tone: 'warning' },
  Info: { text: 'Info', icon: <InfoCircleIcon />, tone: 'info' },
};

// Nobody notes anything before they have read what there is.
const ProblemTools = lazyPart(
  () => import('./problem-tools.tsx'),
  ({ ProblemTools }) => ProblemTools,
);

/** Who deals with it, and what they note. */
function Noted({ problem: { acknowledged, snoozed } }: { readonly problem: Problem }) {
  return (
    <>
      {acknowledged === undefined ? null : (
        <p className="ast-quiet">
          Acknowledged by {acknowledged.setBy} <RelativeTime value={acknowledged.at} />
          {acknowledged.note === '' ? '' : `: ${acknowledged.note}`}
        </p>
      )}
      {snoozed === undefined ? null : (
        <p className="ast-quiet">
          Snoozed by {snoozed.setBy} until <RelativeTime value={snoozed.until} />
          {snoozed.note === '' ? '' : `: ${snoozed.note}`}
        </p>
      )}
    </>
  );
}

function ProblemLine({
  problem,
  isSubjectShown,
}: {
  readonly problem: Problem;
  readonly isSubjectShown: boolean;
}) {
  const { title, subject, cause, nextStep, since, recoveringSince, volumes } = problem;
  const where = problemSubject(problem);
  // Where the title counts the volumes, the number is not said again.
  const isCounted = volumes === 0 || title.includes('volume');
  return (
    <li className="ast-problem">
      <StatusLabel appearance={SEVERITY[problem.severity]} />
      <div>
        <div className="ast-problem-what">
          <Link to={problemPath(problem)}>{title}</Link>
          {isSubjectShown ? (
            <Link
              to={
                subject.kind === 'cluster'
                  ? paths.cluster(subject.clusterId)
                  : paths.project(subject.projectName)
              }
            >
              {where}
            </Link>
          ) : null}
          {isCounted ? null : <span>{counted(volumes, 'volume', 'volumes')}</span>}
          <span className="ast-quiet">
            since <RelativeTime value={since} />
            {recoveringSince === undefined ? null : (
              <>
                , recovering since <RelativeTime value={recoveringSince} />
              </>
            )}
          </span>
        </div>
        {cause === '' ? null : <p>{cause}</p>}
        <p className="ast-quiet">{nextStep}</p>
        <Noted problem={problem} />
      </div>
      <div className="ast-problem-tools">
        <Suspense fallback={null}>
          <ProblemTools problem={problem} />
        </Suspense>
      </div>
    </li>
  );
}

/** Problems, each with where, why, since when and what to do, to be acknowledged and snoozed. */
export function ProblemList({
  problems,
  label,
  isSubjectShown = true,
}: {
  readonly problems: readonly Problem[];
  readonly label: string;
  /** Whether it is not clear by where the list is whom they concern. */
  readonly isSubjectShown?: boolean;
}) {
  return (
    <ul className="ast-plain-list ast-problems" aria-label={label}>
      {problems.map((problem) => (
        <ProblemLine key={problem.id} problem={problem} isSubjectShown={isSubjectShown} />
      ))}
    </ul>
  );
}
