import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { ProblemRuleValues } from '@asterism/api-types/rules/problem-rules';
import type { Orm } from '@asterism/database/database';
import { inLockedTransaction } from './locked-transaction.ts';
import { problemRules, problems, problemWatch } from './problem-schema.ts';

/** What is, or may become, a problem. */
export type ProblemRow = typeof problems.$inferSelect;
export type ProblemRuleRow = typeof problemRules.$inferSelect;

/** What becomes of the problems at one time. */
export interface ProblemChanges {
  readonly kept: readonly ProblemRow[];
  /** Ids of what is over. */
  readonly over: readonly string[];
}

/** What somebody says of a problem. */
export interface ProblemNote {
  readonly setBy: string;
  readonly at: Date;
  readonly note: string;
}

/** Problems and rules, as all replicas share them. */
export interface ProblemStore {
  /**
   * Has one replica at a time decide what becomes of the problems. Undefined, and nothing is done, while another one does
   * and was heard of lately.
   */
  decide(
    turn: { readonly holder: string; readonly now: Date; readonly until: Date },
    decision: (rows: readonly ProblemRow[]) => ProblemChanges,
  ): Promise<ProblemChanges | undefined>;
  /** Those that were raised, of clusters or of projects. */
  raised(kind: ProblemRow['subjectKind']): Promise<ProblemRow[]>;
  /** Undefined when there is no such problem any more. */
  acknowledge(id: string, note: ProblemNote): Promise<ProblemRow | undefined>;
  snooze(id: string, note: ProblemNote, until: Date): Promise<ProblemRow | undefined>;
  reopen(id: string): Promise<ProblemRow | undefined>;
  /** The rules that somebody has changed. */
  rules(): Promise<ProblemRuleRow[]>;
  setRule(rule: string, values: ProblemRuleValues, setBy: string, at: Date): Promise<void>;
  resetRule(rule: string): Promise<void>;
}

const WATCH = 'watch';
const ROWS_AT_ONCE = 250;

/** What nobody has acknowledged or snoozed. */
export const NOT_NOTED = {
  acknowledgedBy: null,
  acknowledgedAt: null,
  acknowledgedNote: '',
  snoozedBy: null,
  snoozedAt: null,
  snoozedUntil: null,
  snoozedNote: '',
} as const;

/** What the watch decides; what people note is theirs, but for a snooze that has ended. */
const DECIDED = {
  raisedAt: sql`excluded.raised_at`,
  recoveringSince: sql`excluded.recovering_since`,
  level: sql`excluded.level`,
  volumes: sql`excluded.volumes`,
  cause: sql`excluded.cause`,
};

export function createProblemStore(orm: Orm): ProblemStore {
  const change = async (id: string, set: Partial<ProblemRow>): Promise<ProblemRow | undefined> => {
    const [row] = await orm
      .update(problems)
      .set(set)
      .where(and(eq(problems.id, id), isNotNull(problems.raisedAt)))
      .returning();
    return row;
  };
  return {
    decide: ({ holder, now, until }, decision) =>
      inLockedTransaction(orm, 'problems', async (tx) => {
        const [turn] = await tx.select().from(problemWatch);
        if (turn !== undefined && turn.holder !== holder && turn.until > now) return undefined;
        await tx
          .insert(problemWatch)
          .values({ name: WATCH, holder, until })
          .onConflictDoUpdate({ target: problemWatch.name, set: { holder, until } });
        const changes = decision(await tx.select().from(problems));
        for (let at = 0; at < changes.kept.length; at += ROWS_AT_ONCE) {
          await tx
            .insert(problems)
            .values(changes.kept.slice(at, at + ROWS_AT_ONCE))
            .onConflictDoUpdate({ target: problems.id, set: DECIDED });
        }
        for (let at = 0; at < changes.over.length; at += ROWS_AT_ONCE) {
          const some = changes.over.slice(at, at + ROWS_AT_ONCE);
          await tx.delete(problems).where(inArray(problems.id, some));
        }
        return changes;
      }),
    raised: (kind) =>
      orm
        .select()
        .from(problems)
        .where(and(eq(problems.subjectKind, kind), isNotNull(problems.raisedAt))),
    acknowledge: (id, { setBy, at, note }) =>
      change(id, { acknowledgedBy: setBy, acknowledgedAt: at, acknowledgedNote: note }),
    snooze: (id, { setBy, at, note }, until) =>
      change(id, { snoozedBy: setBy, snoozedAt: at, snoozedUntil: until, snoozedNote: note }),
    reopen: (id) => change(id, NOT_NOTED),
    rules: () => orm.select().from(problemRules),
    async setRule(rule, values, changedBy, changedAt) {
      const set = { ...values, changedBy, changedAt };
      await orm
        .insert(problemRules)
        .values({ rule, ...set })
        .onConflictDoUpdate({ target: problemRules.rule, set });
    },
    async resetRule(rule) {
      await orm.delete(problemRules).where(eq(problemRules.rule, rule));
    },
  };
}
