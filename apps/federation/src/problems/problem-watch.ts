import { randomUUID } from 'node:crypto';
import type { ProblemRuleName } from '@asterism/api-types/rules/problem-rule-names';
import type { HeldRules } from '../operations/problems/held-rules.ts';
import {
  NOT_NOTED,
  type ProblemChanges,
  type ProblemRow,
  type ProblemStore,
} from '../store/problem-store.ts';
import { nextStanding } from './next-standing.ts';
import type { Observation, Observed, Subject } from './observation.ts';

/** A replica that was not heard of for so long does not decide any more, in milliseconds. */
const TURN_MS = 20_000;

export interface ProblemWatchOptions {
  readonly store: Pick<ProblemStore, 'decide'>;
  readonly rules: Pick<HeldRules, 'read' | 'all' | 'named'>;
  readonly observe: () => Promise<Observed>;
  /** Says that people see other problems than before: those of these projects, and those of the clusters. */
  readonly changed: (projects: ReadonlySet<string>) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Compares the fleet with the rules. */
export interface ProblemWatch {
  /** Compares once, unless another replica does. */
  compare(): Promise<void>;
}

const keyOf = ({ rule, subjectKind, subject }: Subject & { readonly rule: string }): string =>
  JSON.stringify([rule, subjectKind, subject]);

const timeOf = (time: Date | null): number => time?.getTime() ?? 0;

/** Whether nothing of it differs that is kept. */
const isSame = (before: ProblemRow, after: ProblemRow): boolean =>
  timeOf(before.raisedAt) === timeOf(after.raisedAt) &&
  timeOf(before.recoveringSince) === timeOf(after.recoveringSince) &&
  before.level === after.level &&
  before.volumes === after.volumes &&
  before.cause === after.cause;

const newRow = ({ rule, subjectKind, subject }: Observation, now: Date): ProblemRow => ({
  id: randomUUID(),
  rule,
  subjectKind,
  subject,
  since: now,
  raisedAt: null,
  recoveringSince: null,
  level: 0,
  volumes: 0,
  cause: '',
  ...NOT_NOTED,
});

export function createProblemWatch(options: ProblemWatchOptions): ProblemWatch {
  const { store, rules, observe, changed, now = Date.now } = options;
  const holder = randomUUID();
  /** When it last said what has changed: a snooze that has ended since then is a change. */
  let saidAt = now();

  /** The row as it is after this, and undefined when it is over. */
  function next(
    row: ProblemRow,
    rule: ProblemRuleName,
    seen: Observation | undefined,
    at: Date,
    isNew: boolean,
  ): ProblemRow | undefined {
    const standing = nextStanding(isNew ? undefined : row, seen?.level ?? 0, rules.all()[rule], at);
    if (standing === undefined) return undefined;
    // What recovers is told as it was when it was worst known last, and not as nothing.
    const isRecovering = standing.recoveringSince !== null || seen === undefined;
    const { level, volumes, cause } = isRecovering ? row : seen;
    return { ...row, ...standing, level, volumes, cause };
  }

  function decide(rows: readonly ProblemRow[], observed: Observed, at: Date) {
    const seen = new Map(observed.observations.map((one) => [keyOf(one), one]));
    const known = new Set(rows.map(keyOf));
    const kept: ProblemRow[] = [];
    const over: string[] = [];
    /** What people see of it: not what is not raised yet. */
    const visible: ProblemRow[] = [];
    for (const row of rows) {
      const rule = rules.named(row.rule);
      if (rule === undefined) continue;
      const isThere = observed.isThere(row);
      if (isThere && !observed.isKnown(rule, row)) continue;
      const after = isThere ? next(row, rule, seen.get(keyOf(row)), at, false) : undefined;
      if (after === undefined) {
        over.push(row.id);
        if (row.raisedAt !== null) visible.push(row);
      } else if (!isSame(row, after)) {
        kept.push(after);
        if (after.raisedAt !== null) visible.push(after);
      }
    }
    for (const one of observed.observations) {
      if (known.has(keyOf(one)) || !observed.isKnown(one.rule, one)) continue;
      const row = next(newRow(one, at), one.rule, one, at, true);
      if (row === undefined) continue;
      kept.push(row);
      if (row.raisedAt !== null) visible.push(row);
    }
    const woken = rows.filter(({ snoozedUntil }) => {
      const until = timeOf(snoozedUntil);
      return until > saidAt && until <= at.getTime();
    });
    return { kept, over, visible: [...visible, ...woken] };
  }

  return {
    async compare() {
      await rules.read();
      const observed = await observe();
      const at = new Date(now());
      const until = new Date(at.getTime() + TURN_MS);
      let visible: readonly ProblemRow[] = [];
      const done = await store.decide({ holder, now: at, until }, (rows): ProblemChanges => {
        const decided = decide(rows, observed, at);
        visible = decided.visible;
        return decided;
      });
      if (done === undefined) return;
      saidAt = at.getTime();
      if (visible.length === 0) return;
      changed(
        new Set(visible.flatMap((row) => (row.subjectKind === 'project' ? [row.subject] : []))),
      );
    },
  };
}
