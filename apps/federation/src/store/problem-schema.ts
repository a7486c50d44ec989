import {
  boolean,
  doublePrecision,
  integer,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { PROBLEM_SEVERITIES } from '@asterism/api-types/rules/problem-rule-names';
import { federation } from './schema.ts';

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Whom a problem concerns. */
export const SUBJECT_KINDS = ['cluster', 'project'] as const;

/** What is, or may become, a problem. */
export const problems = federation.table(
  'problems',
  {
    id: uuid('id').primaryKey(),
    rule: text('rule').notNull(),
    subjectKind: text('subject_kind', { enum: SUBJECT_KINDS }).notNull(),
    /** The UUID of the cluster, or the name of the project. */
    subject: text('subject').notNull(),
    /** When it was first seen. */
    since: time('since').notNull(),
    /** When it had lasted long enough; null until then. */
    raisedAt: time('raised_at'),
    /** Since when it is not so any more; null while it is. */
    recoveringSince: time('recovering_since'),
    /** As they were when it was last so. */
    level: doublePrecision('level').notNull(),
    volumes: integer('volumes').notNull(),
    cause: text('cause').notNull(),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedAt: time('acknowledged_at'),
    acknowledgedNote: text('acknowledged_note').notNull().default(''),
    snoozedBy: text('snoozed_by'),
    snoozedAt: time('snoozed_at'),
    snoozedUntil: time('snoozed_until'),
    snoozedNote: text('snoozed_note').notNull().default(''),
  },
  (table) => [unique('problems_of').on(table.rule, table.subjectKind, table.subject)],
);

/** The rules that somebody has changed. */
export const problemRules = federation.table('problem_rules', {
  rule: text('rule').primaryKey(),
  enabled: boolean('enabled').notNull(),
  severity: text('severity', { enum: PROBLEM_SEVERITIES }).notNull(),
  raiseAt: doublePrecision('raise_at').notNull(),
  clearBelow: doublePrecision('clear_below').notNull(),
  raiseAfterSeconds: integer('raise_after_seconds').notNull(),
  clearAfterSeconds: integer('clear_after_seconds').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: time('changed_at').notNull(),
});

/** Which replica compares the fleet with the rules: one row. */
export const problemWatch = federation.table('problem_watch', {
  name: text('name').primaryKey(),
  holder: uuid('holder').notNull(),
  until: time('until').notNull(),
});
