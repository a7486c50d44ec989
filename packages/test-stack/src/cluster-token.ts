import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createClient } from '@asterism/api-types/client/client';
import { controlApi } from '@asterism/cluster-sim/http/control-api';
import { SignJWT } from 'jose';

/**
 * A token by which a simulated cluster knows somebody with these roles, signed with a key of our own that is
 * imported on the cluster first.
 */
export async function clusterToken(
  simulatorControlUrl: string,
  apiEndpoint: string,
  roles: readonly string[],
): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pubKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const pubKeyId = `browser-tests-${randomUUID()}`;
  const simulator = createClient(controlApi, { fetch, baseUrl: simulatorControlUrl });
  const imported = await simulator.importCredential({ apiEndpoint, pubKeyId, pubKey });
  if (!imported.ok) throw new Error(imported.error.message);
  return new SignJWT({ roles })
    .setProtectedHeader({ alg: 'RS256', kid: `system:${pubKeyId}` })
    .setSubject('viewer')
    .setExpirationTime('1m')
    .sign(privateKey);
}
