import { endpointRule, fingerprintRule } from '@asterism/api-types/rules/endpoint';
import { follows } from '@asterism/api-types/rules/verdict';
import { useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod/mini';
import { CHANGE_ENDPOINT } from '#/domain/attach-failure.ts';
import { paths } from '#/lib/paths.ts';

/** The steps of an attach, in order. */
export const ATTACH_STEPS = ['endpoint', 'certificate', 'key', 'attach'] as const;
export type AttachStep = (typeof ATTACH_STEPS)[number];

/** The current step of an attach and what was settled before it. */
export interface AttachState {
  readonly step: AttachStep;
  /** Empty until it is known. */
  readonly endpoint: string;
  /** The fingerprint that the admin has confirmed. */
  readonly confirmed: string | undefined;
  readonly workflowId: string | undefined;
}

/**
 * What is kept in the entry of the browser's history, which survives a reload. The confirmation is there and not in
 * the URL: a link that somebody sends must not confirm a certificate in the admin's place.
 */
const historyState = z.object({
  confirmed: z.optional(z.string().check(follows(fingerprintRule))),
  /** To change an address that was entered. */
  isEditing: z.optional(z.boolean()),
});
type AttachHistoryState = z.infer<typeof historyState>;

function stepOf(
  endpoint: string,
  workflowId: string | undefined,
  { confirmed, isEditing = false }: AttachHistoryState,
): AttachStep {
  if (workflowId !== undefined) return 'attach';
  if (isEditing || !endpointRule(endpoint).allowed) return 'endpoint';
  return confirmed === undefined ? 'certificate' : 'key';
}

/** Reads the current step from the URL and the history; what is not understood is ignored. */
export function readAttachState(query: URLSearchParams, state: unknown): AttachState {
  const parsed = historyState.safeParse(state);
  const kept = parsed.success ? parsed.data : {};
  const endpoint = query.get('endpoint') ?? '';
  const workflowId = query.get('workflow') ?? undefined;
  return {
    step: stepOf(endpoint, workflowId, kept),
    endpoint,
    confirmed: kept.confirmed,
    workflowId,
  };
}

/** The current step of an attach, and the ways forward and back. Each is a history entry, so that Back works. */
export interface Attach extends AttachState {
  /** To enter another address, or to change the one that was entered. */
  readonly toEndpoint: () => void;
  /** To the certificate of an endpoint; an earlier confirmation no longer counts. */
  readonly toCertificate: (endpoint: string) => void;
  /** To the key, with a certificate that the admin has confirmed. */
  readonly toKey: (confirmed: string) => void;
  /** To the progress of the workflow that was started. */
  readonly toProgress: (workflowId: string) => void;
}

export function useAttach(): Attach {
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const location = useLocation();
  const kept: unknown = location.state;
  return useMemo(() => {
    const now = readAttachState(query, kept);
    const go = (path: string, state: AttachHistoryState) =>
      void navigate(path, { state, preventScrollReset: true });
    const { endpoint } = now;
    const confirmed = now.confirmed === undefined ? {} : { confirmed: now.confirmed };
    return {
      ...now,
      toEndpoint: () =>
        go(
          endpoint === '' ? paths.attachCluster() : paths.attachCluster({ endpoint }),
          CHANGE_ENDPOINT,
        ),
      toCertificate: (endpoint) => go(paths.attachCluster({ endpoint }), {}),
      toKey: (confirmed) => go(paths.attachCluster({ endpoint }), { confirmed }),
      toProgress: (workflow) => go(paths.attachCluster({ endpoint, workflow }), confirmed),
    };
  }, [query, kept, navigate]);
}
