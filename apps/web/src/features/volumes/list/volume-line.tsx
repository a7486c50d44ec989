import { VOLUME_QUERY } from '@asterism/api-types/rules/volume-query';
import type { LineProps } from '#/table/line-of.ts';
import { QueryLine } from '#/table/query-line.tsx';

const NOTES = {
  cluster: 'A name',
  project: 'A name',
  state: 'Available, Failed …',
  protection: 'Degraded …',
  compression: 'on or off',
  name: 'Contains this text',
  host: 'In the ACL or connected',
  acl: 'Hosts that may connect',
  ip: 'Addresses that may connect',
  label: 'key=value',
  qos: 'QoS policy',
  uuid: 'Has this part',
  size: '1TiB',
  used: '80% or 1TiB',
  physical: '80% or 1TiB',
  replicas: 'How many',
  hosts: 'How many are connected',
  ratio: 'Of compression',
  age: '90d, 6h, 2w, 3mo, 1y',
};

/** Conditions for the list of volumes. */
export const VolumeLine = (line: LineProps) => (
  <QueryLine {...line} fields={VOLUME_QUERY} notes={NOTES} />
);
