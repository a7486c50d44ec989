import type { ApiError } from '@asterism/api-types/client/api-error';
import type { CallOptions } from '@asterism/api-types/client/client';
import type { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { OperationInput, OperationOutput } from '@asterism/api-types/common/operation';
import type { Result } from '@asterism/api-types/common/result';
import type { ConnectionProblem } from '@asterism/api-types/fleet-api/attach-api';
import { CLUSTER_ADMIN_ROLE } from '@asterism/api-types/rules/roles';
import type { ListReading } from './read-answer.ts';

/** In whose name a cluster is called: the cluster enforces and audits this very identity. */
export interface TokenPrincipal {
  readonly subject: string;
  readonly roles: readonly string[];
}

/** Signs a 60-second token for a cluster with one of the federation's service keys. Implemented by `keys/`. */
export interface TokenSigner {
  sign(keyId: string, principal: TokenPrincipal): Promise<string>;
}

/** What it takes to call a cluster. */
export interface ClusterTarget {
  /** Tried in order; the next one when one cannot be reached. */
  readonly apiEndpoints: readonly string[];
  /** The connection is refused, and no token sent, unless the certificate has this SHA-256 fingerprint. */
  readonly tlsFingerprint: string;
  readonly keyId: string;
}

/** What an endpoint shows before any token is sent to it. */
export interface EndpointCertificate {
  readonly tlsFingerprint: string;
  readonly subject: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** Why an endpoint or a cluster cannot be used. `reason` is for people. */
export interface ConnectionFailure {
  readonly kind: ConnectionProblem;
  readonly reason: string;
  /** With `certificate-changed`: what it presents now. */
  readonly presentedFingerprint?: string;
}

/** An {@link ApiError} together with why the connection failed, if it did: then nothing was sent. */
export interface ClusterError extends ApiError {
  readonly connection?: ConnectionFailure;
  /** With 401: how far the cluster's clock is ahead of ours at least; negative when it is behind. */
  readonly clockOffsetSeconds?: number;
  /** What answers is no Lightbits API: the answer has neither the content of one nor the form of its errors. */
  readonly isForeign?: true;
}

type ClusterApi = typeof clusterApi;

export interface ClusterCallOptions<Output> extends CallOptions {
  /** Called for every list that was read: rows that do not fit the contract are left out of it. */
  readonly onList?: (reading: ListReading) => void;
  /**
   * Given the digest of an answer's bytes before they are read; see `readText`. What it returns is taken for the answer:
   * the caller knows what these bytes say, and they are neither parsed nor checked again.
   */
  readonly recall?: (digest: string) => Output | undefined;
}

/** A typed client of the cluster API. None of its functions throws. */
export type ClusterClient = {
  readonly [Name in keyof ClusterApi]: (
    input: OperationInput<ClusterApi[Name]>,
    options?: ClusterCallOptions<OperationOutput<ClusterApi[Name]>>,
  ) => Promise<Result<OperationOutput<ClusterApi[Name]>, ClusterError>>;
};

/** The federation's calls to clusters: pinned certificates, endpoints checked at every connect, deadlines, size caps. */
export interface ClusterClients {
  /** Connects and reads the certificate; sends nothing. */
  inspect(
    apiEndpoint: string,
    signal?: AbortSignal,
  ): Promise<Result<EndpointCertificate, ConnectionFailure>>;
  /**
   * A typed client of the cluster API in the principal's name. Its errors with kind `network` come with the
   * connection's reason.
   */
  client(target: ClusterTarget, principal: TokenPrincipal): ClusterClient;
  close(): Promise<void>;
}

/** The federation itself, when it calls a cluster for itself and not for a person. */
export const FEDERATION_PRINCIPAL: TokenPrincipal = {
  subject: 'asterism-federation',
  roles: [CLUSTER_ADMIN_ROLE],
};
