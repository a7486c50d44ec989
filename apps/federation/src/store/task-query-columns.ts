import { sql, type SQL } from 'drizzle-orm';
import type { TASK_QUERY } from '@asterism/api-types/rules/task-query';
import type { Listed } from './listed-tasks.ts';
import { hasOneOf, isOneOf, minutesOf, type QueryColumnsOf } from './query-sql.ts';

/** Whether a word, in lower case, is found in a task. */
export const hasWord =
  ({ searched }: Listed) =>
  (word: string): SQL =>
    sql`position(${word} in ${searched}) > 0`;

/** What the terms of a line are about. */
export function queryColumns(listed: Listed): QueryColumnsOf<typeof TASK_QUERY> {
  const { kind, state, startedBy, origin, clusters, subject, projects, id } = listed;
  const { total, failed, done, capacity, createdAt, beganAt, endedAt } = listed;
  return {
    choices: {
      kind: (values) => isOneOf(sql`${kind}`, values),
      state: (values) => isOneOf(sql`${state}`, values),
      startedBy: (values) => isOneOf(sql`${startedBy}`, values),
      origin: (values) => isOneOf(sql`${origin}`, values),
      cluster: (values) => hasOneOf(sql`${clusters}`, values),
      project: (values) => hasOneOf(sql`${projects}`, values),
    },
    texts: {
      name: [sql`${subject}`, sql`rtrim(${kind} || ' ' || ${subject})`],
      uuid: [sql`${id}::text`],
    },
    numbers: {
      items: sql`${total}`,
      failed: sql`${failed}`,
      done: sql`${done}`,
      capacity: sql`${capacity}`,
      age: minutesOf(sql`now() - ${createdAt}`),
      took: minutesOf(sql`coalesce(${endedAt}, now()) - ${beganAt}`),
    },
    hasWord: hasWord(listed),
  };
}
