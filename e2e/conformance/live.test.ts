import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { IN_MOTION_MS, RESTING_PROJECT } from '@asterism/test-stack/stack';
import type { RawRequest } from './http/send.ts';
import { conformanceSuite } from './suite/suite.ts';
import { liveTarget, type LiveEnvironment } from './targets/live.ts';
import type { Target } from './targets/target.ts';
import { volumesOf } from './targets/volumes.ts';

/** A target, with what was asked of it that was no GET, and how that was answered. */
function recorded(target: Target) {
  const changes: { readonly what: string; readonly status: number }[] = [];
  async function send(request: RawRequest) {
    const answer = await target.send(request);
    const { method, path } = request;
    if (method !== 'GET') changes.push({ what: `${method} ${path}`, status: answer.status });
    return answer;
  }
  return { target: { ...target, send }, changes };
}

/** The suite, on a cluster of which it knows only the given address, token and fingerprint. */
function testCluster(what: string, live: Target): void {
  const { target, changes } = recorded(live);
  const volumes = volumesOf(target);

  describe(`${what}, by its address alone`, () => {
    // A cluster may be new, and reading takes something to read.
    beforeAll(async () => {
      if (target.mayWrite) await Promise.all([1, 2].map(() => volumes.createAvailable()));
    });
    afterAll(async () => {
      if (target.mayWrite) await volumes.removeOwn();
      target.close();
    });
    conformanceSuite(target, () => target);
    test.runIf(!target.mayWrite)('Nothing was changed: what was no GET was refused', () => {
      expect(changes.length).toBeGreaterThan(0);
      expect(changes.filter(({ status }) => status !== 405)).toEqual([]);
    });
  });
}

/** A simulated cluster, named as a real one is. */
function testSimulated(): void {
  const cluster = inject('stack').clusters.at(-1);
  if (cluster === undefined) throw new Error('The stack has no simulated cluster.');
  const env: LiveEnvironment = {
    LIVE_CLUSTER_URL: `https://${cluster.apiEndpoint}`,
    LIVE_CLUSTER_TOKEN: cluster.adminJwt,
    LIVE_CLUSTER_FINGERPRINT: `sha256 Fingerprint=${cluster.fingerprint256}`,
  };
  const WRITING = { LIVE_CLUSTER_WRITES: '1', LIVE_CLUSTER_PROJECT: 'system' };
  for (const [what, given] of [
    ['a cluster that is only read', env],
    ['a cluster that may be changed', { ...env, ...WRITING }],
  ] as const) {
    const live = liveTarget(given);
    // Other tests use the same cluster at the same time.
    const traits = { inMotionMs: IN_MOTION_MS, restingProject: RESTING_PROJECT };
    if (live !== undefined) testCluster(what, { ...live, ...traits });
  }

  test.each([
    ['LIVE_CLUSTER_TOKEN', undefined, 'needs LIVE_CLUSTER_TOKEN'],
    ['LIVE_CLUSTER_FINGERPRINT', undefined, 'needs LIVE_CLUSTER_FINGERPRINT'],
    ['LIVE_CLUSTER_FINGERPRINT', 'AB:CD', 'must be a SHA-256 fingerprint'],
  ])('With %s %j nothing begins', (name, value, message) => {
    expect(() => liveTarget({ ...env, [name]: value })).toThrow(message);
  });

  test('A cluster with another certificate than the one given is sent nothing', async () => {
    const target = liveTarget({ ...env, LIVE_CLUSTER_FINGERPRINT: 'AB'.repeat(32) });
    const answer = target?.send({ method: 'GET', path: '/api/v2/version' });
    await expect(answer).rejects.toThrow('nothing was sent to it');
    target?.close();
  });
}

const real = liveTarget(process.env);
// Without a real cluster a simulated one proves that the way to it works.
if (real === undefined) testSimulated();
else testCluster('a real cluster', real);
