import { volume, type Volume } from '@asterism/api-types/cluster-api/volume';

/** A volume for tests, as a cluster answers it. */
export const aVolume = (more: Partial<Volume> = {}): Volume => ({
  ...volume.parse({
    UUID: '128fa7b3-4328-49c3-be42-974d91f10bd6',
    name: 'db-1',
    state: 'Available',
    protectionState: 'FullyProtected',
    projectName: 'acme',
    size: String(100n * 1024n ** 3n),
    replicaCount: 2,
    compression: 'true',
    acl: { values: ['nqn.a'] },
    IPAcl: { values: ['ALLOW_ANY'] },
    ETag: '1',
    labels: [{ key: 'tier', value: 'gold' }],
  }),
  ...more,
});

/** An answer with an error. */
export const anError = (status: number, code: number, message = 'no') => ({
  ok: false as const,
  error: { kind: 'answer' as const, status, code, message },
});
