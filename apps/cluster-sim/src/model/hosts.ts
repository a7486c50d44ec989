import type { ConnectedHost } from '@asterism/api-types/cluster-api/hardware-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';

/** A host's address and name follow from its NQN: the same host has the same ones on every cluster. */
function hostOf(hostNQN: string, volumeUUIDs: string[]): ConnectedHost {
  let hash = 0;
  for (const char of hostNQN) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  const [high, low] = [(hash >>> 8) % 256, (hash % 254) + 1];
  const hostname = `host-${hash.toString(16).padStart(8, '0')}`;
  return { hostNQN, iPAddress: `10.40.${high}.${low}`, hostname, volumeUUIDs };
}

/** The hosts that are connected to volumes, with their volumes, in the order of their NQNs. */
export function listHosts(
  model: ClusterModel,
  {
    hostNQN = '',
    volumeUUID = '',
  }: { readonly hostNQN?: string | undefined; readonly volumeUUID?: string | undefined } = {},
): ConnectedHost[] {
  const volumesByHost = new Map<string, string[]>();
  for (const volume of model.volumes.after('')) {
    for (const host of volume.connectedHosts) {
      if (hostNQN !== '' && host !== hostNQN) continue;
      const volumes = volumesByHost.get(host);
      if (volumes === undefined) volumesByHost.set(host, [volume.UUID]);
      else volumes.push(volume.UUID);
    }
  }
  return [...volumesByHost]
    .filter(([, volumes]) => volumeUUID === '' || volumes.includes(volumeUUID.toLowerCase()))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([host, volumes]) => hostOf(host, volumes));
}

/** The connected host with that NQN , if it is connected. */
export function getHost(model: ClusterModel, hostNQN: string): Result<ConnectedHost, Refusal> {
  const [host] = listHosts(model, { hostNQN });
  if (host !== undefined && hostNQN !== '') return ok(host);
  return err({ reason: 'hostNotFound', hostNQN });
}
