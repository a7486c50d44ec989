import { SCHEDULE_QUERY } from '@asterism/api-types/rules/schedule-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  project: 'A name',
  cluster: 'A name',
  name: 'Contains this text',
  volume: 'The name has this text',
  description: 'Contains this text',
  kept: 'How long each snapshot is kept, 30d',
  next: 'Until the next snapshot, 6h',
  taken: 'Since the last snapshot, 2d',
  snapshots: 'How many it has made',
};

/** Conditions for the list of schedules. */
export const ScheduleLine = (line: LineProps) => (
  <QueryLine {...line} fields={SCHEDULE_QUERY} notes={NOTES} />
);
