import { SNAPSHOT_QUERY } from '@asterism/api-types/rules/snapshot-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  cluster: 'A name',
  project: 'A name',
  state: 'Available, Failed …',
  name: 'Contains this text',
  volume: 'Its name has this text',
  description: 'Contains this text',
  label: 'key=value',
  uuid: 'Of it or its volume',
  size: '1TiB',
  written: '80% or 1TiB',
  stored: '80% or 1TiB',
  age: '90d, 6h, 2w, 3mo, 1y',
  expires: 'Within 7d, 6h, 2w …',
};

/** Conditions for the list of snapshots. */
export const SnapshotLine = (line: LineProps) => (
  <QueryLine {...line} fields={SNAPSHOT_QUERY} notes={NOTES} />
);
