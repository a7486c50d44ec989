import { POLICY_QUERY } from '@asterism/api-types/rules/policy-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  cluster: 'A name',
  name: 'Contains this text',
  description: 'Contains this text',
  volumes: 'How many have it',
  size: 'Of these volumes, 1TiB',
  used: '80% of their size, or 1TiB',
};

/** Conditions for the list of QoS policies. */
export const QosPolicyLine = (line: LineProps) => (
  <QueryLine {...line} fields={POLICY_QUERY} notes={NOTES} />
);
