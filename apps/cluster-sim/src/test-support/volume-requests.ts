let serial = 0;

/** A good request for a volume with a name of its own, and what is to be otherwise. */
export const volumeRequest = (changes: object = {}): object => ({
  name: `wire-${(serial += 1)}`,
  size: '4 gib',
  replicaCount: 1,
  acl: { values: ['ALLOW_NONE'] },
  projectName: 'default',
  ...changes,
});
