import { endpointRule, fingerprintRule } from '@asterism/api-types/rules/endpoint';
import { follows } from '@asterism/api-types/rules/verdict';
import { z } from 'zod/mini';

/** The steps of an attach, in order. */
export const ATTACH_STEPS = ['endpoint', 'certificate', 'key', 'attach'] as const;
export type AttachStep = (typeof ATTACH_STEPS)[number];

/** Where one is in an attach. */
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
export type AttachHistoryState = z.infer<typeof historyState>;

function stepOf(
  endpoint: string,
  workflowId: string | undefined,
  { confirmed, isEditing = false }: AttachHistoryState,
): AttachStep {
  if (workflowId !== undefined) return 'attach';
  if (isEditing || !endpointRule(endpoint).allowed) return 'endpoint';
  return confirmed === undefined ? 'certificate' : 'key';
}

/** Reads where one is from the URL and the history; what is not understood is left out. */
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
