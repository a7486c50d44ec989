import type { ConnectionStatus } from '@asterism/api-types/federation-api/cluster';

/** An attached cluster, as the federation keeps it. */
export interface AttachedCluster {
  /** The cluster's own UUID. */
  readonly id: string;
  readonly name: string;
  /** The minimum Lightbits release on it. */
  readonly version: string;
  readonly subsystemNqn: string;
  /** `<host>:<port>`, the one it was attached by first. */
  readonly apiEndpoints: readonly string[];
  readonly discoveryEndpoints: readonly string[];
  /** SHA-256 fingerprint that its certificate must have. */
  readonly tlsFingerprint: string;
  /** The fingerprint it presents now when that is another: no token is sent until an admin confirms it. */
  readonly presentedFingerprint: string | undefined;
  /** The service key that is bound to it: `pubKeyId` of the reference. */
  readonly keyId: string;
  readonly status: ConnectionStatus;
  readonly attachedAt: Date;
}
