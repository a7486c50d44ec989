import { createClient } from '@asterism/api-types/client/client';
import { attachApi } from '@asterism/api-types/fleet-api/attach-api';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { queryKeys } from './query-client.ts';

/** What is asked of a cluster before it is attached, or when its certificate has changed. */
export const attachCalls = createClient(attachApi, inSession);

/** The key that the cluster with this certificate must import before it can be attached. */
export const serviceKeyQuery = (apiEndpoint: string, tlsFingerprint: string) =>
  queryOptions({
    queryKey: [...queryKeys.credentials, apiEndpoint, tlsFingerprint],
    queryFn: ({ signal }) =>
      valueOf(attachCalls.claimServiceKey({ apiEndpoint, tlsFingerprint }, { signal })),
    // It is another one after the cluster was detached.
    staleTime: 0,
  });

const PROBE_STALE_MS = 2000;
const PROBE_EVERY_MS = 3000;
/** Ten minutes: a change keeps the session alive, and a forgotten page must not do that for ever. */
const PROBES = 200;

/**
 * What answers at an endpoint. With the confirmed fingerprint it is also asked whether it accepts the service key, again
 * and again until it does.
 */
export const probeQuery = (apiEndpoint: string, tlsFingerprint?: string) =>
  queryOptions({
    queryKey: [...queryKeys.probe, apiEndpoint, tlsFingerprint ?? ''],
    queryFn: ({ signal }) =>
      valueOf(
        attachCalls.probeEndpoint(
          { apiEndpoint, ...(tlsFingerprint === undefined ? {} : { tlsFingerprint }) },
          { signal },
        ),
      ),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      tlsFingerprint === undefined || data?.keyAccepted === true || dataUpdateCount > PROBES
        ? false
        : PROBE_EVERY_MS,
    // The user confirms what is shown: it must be what is there now.
    staleTime: PROBE_STALE_MS,
    retry: false,
  });
