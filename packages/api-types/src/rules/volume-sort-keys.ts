/**
 * What volumes can be sorted by. Names are in their natural order (nat-2 before nat-10). Labels are sorted by the first one in this order,
 * then by how many there are; ACL and IP ACL by how many they let in, nobody first and anybody last; hosts by how many are connected.
 * Ties are broken by UUID.
 */
export const VOLUME_SORT_KEYS = [
  'name',
  'size',
  'state',
  'project',
  'cluster',
  'protection',
  'created',
  'used',
  'physical',
  'ratio',
  'replicas',
  'compression',
  'acl',
  'ipAcl',
  'hosts',
  'qos',
  'labels',
  'uuid',
] as const;
export type VolumeSortKey = (typeof VOLUME_SORT_KEYS)[number];
