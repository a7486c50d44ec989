import { PROJECT_QUERY } from '@asterism/api-types/rules/project-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  cluster: 'A name',
  name: 'Contains this text',
  description: 'Contains this text',
  volumes: 'How many',
  failed: 'How many volumes are failed',
  size: 'Of its volumes, 1TiB',
  used: '80% of the size, or 1TiB',
  provisioned: 'With all replicas, 1TiB',
};

/** Conditions for the list of projects. */
export const ProjectLine = (line: LineProps) => (
  <QueryLine {...line} fields={PROJECT_QUERY} notes={NOTES} />
);
