import { createPinnedAgent } from '../http/pinned-agent.ts';
import { createSender } from '../http/send.ts';
import type { Target } from './target.ts';

/** How a real cluster is named: `LIVE_CLUSTER_URL` and so on. */
export type LiveEnvironment = Readonly<Record<string, string | undefined>>;

/** Every cluster has these. */
const PROJECTS = ['default', 'system'];

/** The fingerprint as openssl prints it, with or without what it prints before it, and as other tools do. */
function readFingerprint(text: string): string {
  const digits = text.replace(/^.*=/, '').replaceAll(/[\s:]/g, '').toUpperCase();
  if (!/^[0-9A-F]{64}$/.test(digits)) {
    throw new Error('LIVE_CLUSTER_FINGERPRINT must be a SHA-256 fingerprint, 64 digits.');
  }
  return digits.replaceAll(/(..)(?=.)/g, '$1:');
}

/**
 * The real cluster that the environment names, undefined when it names none:
 * `LIVE_CLUSTER_URL`, `LIVE_CLUSTER_TOKEN`, and for https `LIVE_CLUSTER_FINGERPRINT` (SHA-256). It is only read, unless
 * `LIVE_CLUSTER_WRITES` is `1`; volumes are then created in `LIVE_CLUSTER_PROJECT` (`default`).
 *
 * @throws Error when the URL is given and the rest that it takes is not.
 */
export function liveTarget(env: LiveEnvironment): Target | undefined {
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
    otherProject: PROJECTS.find((name) => name !== project) ?? '',
    viewerProject: project,
    restingProject: project,
    inMotionMs: { creating: Infinity, updating: Infinity, deleting: Infinity },
    credentials: (role) => (role === 'nobody' ? {} : { authorization: `Bearer ${token}` }),
    mayWrite: env['LIVE_CLUSTER_WRITES'] === '1',
    hasViewer: false,
    ...createSender(
      origin,
      fingerprint === undefined ? undefined : createPinnedAgent(readFingerprint(fingerprint)),
    ),
  };
}
