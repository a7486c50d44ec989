import { createPinnedAgent } from '../http/pinned-agent.ts';
import { createSender } from '../http/send.ts';
import type { Target } from './target.ts';

/**
 * The real cluster that the environment names, undefined when it names none:
 * `LIVE_CLUSTER_URL`, `LIVE_CLUSTER_TOKEN`, and for https `LIVE_CLUSTER_FINGERPRINT` (SHA-256). It is only read, unless
 * `LIVE_CLUSTER_WRITES` is `1`; volumes are then created in `LIVE_CLUSTER_PROJECT` (`default`).
 *
 * @throws Error when the URL is given and the rest that it takes is not.
 */
export function liveTarget(env: NodeJS.ProcessEnv = process.env): Target | undefined {
  const { LIVE_CLUSTER_URL: url, LIVE_CLUSTER_TOKEN: token } = env;
  const { LIVE_CLUSTER_FINGERPRINT: fingerprint, LIVE_CLUSTER_PROJECT: project = 'default' } = env;
  if (url === undefined) return undefined;
  if (token === undefined) throw new Error('LIVE_CLUSTER_URL needs LIVE_CLUSTER_TOKEN.');
  const { protocol, origin } = new URL(url);
  if (protocol === 'https:' && fingerprint === undefined) {
    throw new Error('LIVE_CLUSTER_URL needs LIVE_CLUSTER_FINGERPRINT: see docs/conformance.md.');
  }
  return {
    kind: 'live',
    baseUrl: origin,
    project,
    viewerProject: project,
    restingProject: project,
    inMotionMs: { creating: Infinity, updating: Infinity, deleting: Infinity },
    credentials: (role) => (role === 'nobody' ? {} : { authorization: `Bearer ${token}` }),
    mayWrite: env['LIVE_CLUSTER_WRITES'] === '1',
    hasViewer: false,
    ...createSender(origin, fingerprint === undefined ? undefined : createPinnedAgent(fingerprint)),
  };
}
