import { NODE_QUERY } from '@asterism/api-types/rules/node-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  cluster: 'A name',
  state: 'active, inactive …',
  domain: 'A failure domain',
  name: 'Contains this text',
  hostname: 'Contains this text',
  endpoint: 'Contains this text',
  uuid: 'Contains this text',
  volumes: 'How many have a replica on it',
  primaries: 'Of how many it is the primary',
  size: 'Of these volumes, 1TiB',
  drives: 'How many',
};

/** Conditions for the list of nodes. */
export const NodeLine = (line: LineProps) => (
  <QueryLine {...line} fields={NODE_QUERY} notes={NOTES} />
);
