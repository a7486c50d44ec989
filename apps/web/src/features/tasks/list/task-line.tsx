import { TASK_QUERY } from '@asterism/api-types/rules/task-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  kind: 'delete volumes …',
  state: 'failed, running …',
  startedBy: 'A name',
  origin: 'console or api',
  cluster: 'A name',
  project: 'A name',
  name: 'Contains this text',
  uuid: 'Has this part',
  items: 'How many',
  failed: 'How many',
  done: 'How many',
  capacity: '1TiB',
  age: '90d, 6h, 2w, 3mo, 1y',
  took: '30min, 6h …',
};

/** Conditions for the list of tasks. */
export const TaskLine = (line: LineProps) => (
  <QueryLine {...line} fields={TASK_QUERY} notes={NOTES} />
);
