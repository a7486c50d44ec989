import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createClient } from '@asterism/api-types/client/client';
import { controlApi } from '@asterism/cluster-sim/http/control-api';
import { SignJWT } from 'jose';
import { VIEWER_PROJECT, type StackAddresses } from '@asterism/test-stack/stack';
import { createPinnedAgent } from '../http/pinned-agent.ts';
import { createSender } from '../http/send.ts';
import { OF_THE_STACK } from './of-the-stack.ts';
import type { Role, Target } from './target.ts';

/** Every target imports a key of its own: a cluster takes no second one under the same name. */
const newKeyId = (): string => `conformance-${randomUUID()}`;
const ROLES: Record<Exclude<Role, 'nobody'>, readonly string[]> = {
  admin: ['system:cluster-admin'],
  viewer: [`${VIEWER_PROJECT}:viewer`],
  editor: [`${VIEWER_PROJECT}:admin`],
};

/** A simulated cluster that is attached to no federation: whatever is done to it, only its own tests see it. */
export async function simulatorTarget(stack: StackAddresses): Promise<Target> {
  const cluster = stack.clusters.at(-2);
  if (cluster === undefined) throw new Error('The stack has no simulated cluster.');
  const { apiEndpoint, fingerprint256 } = cluster;

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pubKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const control = createClient(controlApi, { fetch, baseUrl: stack.simulatorControlUrl });
  const pubKeyId = newKeyId();
  const imported = await control.importCredential({ apiEndpoint, pubKeyId, pubKey });
  if (!imported.ok) throw new Error(imported.error.message);
  const tokenFor = (role: keyof typeof ROLES): Promise<string> =>
    new SignJWT({ roles: ROLES[role] })
      .setProtectedHeader({ alg: 'RS256', kid: `system:${pubKeyId}` })
      .setSubject(role)
      .setExpirationTime('1h')
      .sign(privateKey);
  const tokens = {
    admin: await tokenFor('admin'),
    viewer: await tokenFor('viewer'),
    editor: await tokenFor('editor'),
  };

  const baseUrl = `https://${apiEndpoint}`;
  return {
    kind: 'simulator',
    baseUrl,
    credentials: (role) => (role === 'nobody' ? {} : { authorization: `Bearer ${tokens[role]}` }),
    ...OF_THE_STACK,
    ...createSender(baseUrl, createPinnedAgent(fingerprint256)),
  };
}
