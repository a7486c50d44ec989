import { WORKFLOW_QUERY } from '@asterism/api-types/rules/workflow-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  type: 'What it does',
  cluster: 'A name',
  state: 'failed, running …',
  startedBy: 'A name',
  name: 'Contains this text',
  outcome: 'The cause has this text',
  uuid: 'Of it or its cluster',
  progress: '80%',
  age: '90d, 6h, 2w, 3mo, 1y',
  took: '30min, 6h …',
};

/** Conditions for the list of workflows. */
export const WorkflowLine = (line: LineProps) => (
  <QueryLine {...line} fields={WORKFLOW_QUERY} notes={NOTES} />
);
