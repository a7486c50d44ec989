import { HOST_QUERY } from '@asterism/api-types/rules/host-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  connection: 'connected or allowed',
  cluster: 'A name',
  project: 'A name',
  name: 'The friendly name has this text',
  nqn: 'Contains this text',
  namedBy: 'Who named it',
  volumes: 'How many',
  connected: 'To how many volumes',
  capacity: '1TiB',
};

/** Conditions for the list of hosts. */
export const HostLine = (line: LineProps) => (
  <QueryLine {...line} fields={HOST_QUERY} notes={NOTES} />
);
