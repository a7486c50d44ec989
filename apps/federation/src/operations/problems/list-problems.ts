import type { OperationArguments } from '@asterism/api-types/common/operation';
import type { Problem, problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { PROBLEMS_MAX } from '@asterism/api-types/fleet-api/problem-api';
import { clusterDisplayNames } from '@asterism/api-types/rules/cluster-display-names';
import {
  PROBLEM_SEVERITIES,
  type ProblemRuleName,
} from '@asterism/api-types/rules/problem-rule-names';
import { WORSE_RULE } from '@asterism/api-types/rules/problem-rules';
import type { Principal } from '../../identity/principal.ts';
import type { ProblemRow, ProblemStore } from '../../store/problem-store.ts';
import type { OperationDeps } from '../operation-deps.ts';
import type { HeldRules } from './held-rules.ts';
import { PROBLEM_WORDS } from './problem-words.ts';

export interface ProblemDeps {
  readonly problems: ProblemStore;
  readonly rules: HeldRules;
  readonly monitor: Pick<OperationDeps['monitor'], 'clusters'>;
  /** Says that people see other problems than before, and that rules may have changed. */
  readonly changed: () => void;
}

type Question = OperationArguments<typeof problemApi.listProblems>;

/** What cluster admins see is of clusters; what others see is of their projects, and names no cluster. */
const kindFor = ({ rights }: Principal): ProblemRow['subjectKind'] =>
  rights.isClusterAdmin ? 'cluster' : 'project';

/** A problem as people see it; undefined for one of a rule that this release does not know. */
export function presentProblem(
  { rules, monitor }: Pick<ProblemDeps, 'rules' | 'monitor'>,
  row: ProblemRow,
  names = clusterDisplayNames(monitor.clusters()),
): Problem | undefined {
  const rule = rules.named(row.rule);
  if (rule === undefined) return undefined;
  const { severity, raiseAt } = rules.all()[rule];
  const { acknowledgedBy, acknowledgedAt, snoozedBy, snoozedAt, snoozedUntil } = row;
  return {
    id: row.id,
    rule,
    severity,
    title: PROBLEM_WORDS[rule].title({ level: row.level, raiseAt }),
    subject:
      row.subjectKind === 'cluster'
        ? { kind: 'cluster', clusterId: row.subject, name: names.get(row.subject) ?? row.subject }
        : { kind: 'project', projectName: row.subject },
    cause: row.cause,
    nextStep: PROBLEM_WORDS[rule].nextStep,
    since: row.since.toISOString(),
    ...(row.recoveringSince === null ? {} : { recoveringSince: row.recoveringSince.toISOString() }),
    volumes: row.volumes,
    level: row.level,
    raiseAt,
    ...(acknowledgedBy === null || acknowledgedAt === null
      ? {}
      : {
          acknowledged: {
            setBy: acknowledgedBy,
            at: acknowledgedAt.toISOString(),
            note: row.acknowledgedNote,
          },
        }),
    ...(snoozedBy === null || snoozedAt === null || snoozedUntil === null
      ? {}
      : {
          snoozed: {
            setBy: snoozedBy,
            at: snoozedAt.toISOString(),
            until: snoozedUntil.toISOString(),
            note: row.snoozedNote,
          },
        }),
  };
}

/** What nobody deals with comes before what somebody does, and is over soon comes last of its severity. */
function rankOf({ severity, acknowledged, recoveringSince, volumes }: Problem): readonly number[] {
  return [
    PROBLEM_SEVERITIES.indexOf(severity),
    acknowledged === undefined ? 0 : 1,
    recoveringSince === undefined ? 0 : 1,
    -volumes,
  ];
}

function byWorst(a: Problem, b: Problem): number {
  const others = rankOf(b);
  const difference = rankOf(a)
    .map((rank, at) => rank - (others[at] ?? 0))
    .find((one) => one !== 0);
  return difference ?? (a.since < b.since ? -1 : 1);
}

const isSnoozed = ({ snoozed }: Problem, now: number): boolean =>
  snoozed !== undefined && Date.parse(snoozed.until) > now;

/** The problems that the principal may see, the worst first. */
export async function listProblems(
  deps: Pick<ProblemDeps, 'problems' | 'rules' | 'monitor'>,
  principal: Principal,
  { cluster = [], severity = [], rule = [], snoozed = false }: Question,
  now = Date.now(),
) {
  const kind = kindFor(principal);
  const rows = (await deps.problems.raised(kind)).filter(
    ({ subject }) => kind === 'cluster' || principal.rights.canView(subject),
  );
  const raised = new Set(rows.map((row) => JSON.stringify([row.rule, row.subject])));
  const isHidden = (of: ProblemRuleName, subject: string): boolean => {
    const worse = WORSE_RULE[of];
    return worse !== undefined && raised.has(JSON.stringify([worse, subject]));
  };
  const names = clusterDisplayNames(deps.monitor.clusters());
  const clusters = new Set(cluster.map((id) => id.toLowerCase()));
  const matching = rows
    .filter(({ subject }) => clusters.size === 0 || clusters.has(subject.toLowerCase()))
    .flatMap((row) => {
      const shown = presentProblem(deps, row, names);
      return shown === undefined || isHidden(shown.rule, row.subject) ? [] : [shown];
    })
    .filter(
      (one) =>
        (severity.length === 0 || severity.includes(one.severity)) &&
        (rule.length === 0 || rule.includes(one.rule)),
    );
  const found = matching.filter((one) => isSnoozed(one, now) === snoozed).toSorted(byWorst);
  const bySeverity = { Critical: 0, Warning: 0, Info: 0 };
  for (const one of found) bySeverity[one.severity] += 1;
  return {
    problems: found.slice(0, PROBLEMS_MAX),
    total: found.length,
    bySeverity,
    snoozed: matching.filter((one) => isSnoozed(one, now)).length,
  };
}
