import {
  DRAFT_BYTES_MAX,
  draftsApi,
  type DraftForm,
  type KeptDraft,
} from '@asterism/api-types/bff-api/drafts-api';
import { createClient, type ApiResult } from '@asterism/api-types/client/client';
import { inSession } from './client.ts';

/** Which draft: of which form, and of what. */
export interface DraftName {
  readonly form: DraftForm;
  readonly of: string;
}

/** What is to be kept. */
export type Draft = Omit<KeptDraft, 'savedAt'>;

const client = createClient(draftsApi, inSession);
/** Sent also when the page goes meanwhile. */
const leaving = createClient(draftsApi, {
  fetch: (url, init) => fetch(url, { ...init, keepalive: true }),
});

/** Those that are saved: what their forms still hold is kept no more, until they are opened again. */
const ended = new Set<string>();
const keyOf = ({ form, of }: DraftName): string => `${form} ${of}`;

/** One after the other, so that none is kept after one that was typed later, or after it was dropped. */
let last: Promise<unknown> = Promise.resolve();

/** The person's own draft, if there is one; the error says that this is not known now. */
export async function findDraft(
  name: DraftName,
): Promise<ApiResult<{ draft?: KeptDraft | undefined }>> {
  ended.delete(keyOf(name));
  await last;
  return client.findDraft({ ...name });
}

function inOrder<T>(send: () => Promise<T>): Promise<T> {
  const sent = last.then(send);
  last = sent.catch(() => undefined);
  return sent;
}

/** Whether a draft is kept now. What is `refused` would be refused again as it is. */
export type DraftOutcome = 'kept' | 'failed' | 'refused';

/** Statuses by which a server refuses now what it may take later. */
const LATER: ReadonlySet<number> = new Set([401, 408, 429]);

async function keepBy(
  send: (name: DraftName, draft: Draft) => Promise<ApiResult<unknown>>,
  name: DraftName,
  draft: Draft,
): Promise<DraftOutcome> {
  if (new TextEncoder().encode(JSON.stringify(draft)).length > DRAFT_BYTES_MAX) return 'refused';
  const sent = await send(name, draft);
  if (sent.ok) return 'kept';
  const { status } = sent.error;
  return status >= 400 && status < 500 && !LATER.has(status) ? 'refused' : 'failed';
}

/** Keeps it in place of the one before. What is saved already needs no keeping. */
export const keepDraft = (name: DraftName, draft: Draft): Promise<DraftOutcome> =>
  inOrder(async () =>
    ended.has(keyOf(name))
      ? 'kept'
      : keepBy((which, kept) => client.keepDraft({ ...which, ...kept }), name, draft),
  );

/** Keeps it while the page goes, and waits for nothing that was sent before; what is sent later waits for this. */
export function keepDraftLeaving(name: DraftName, draft: Draft): Promise<DraftOutcome> {
  if (ended.has(keyOf(name))) return Promise.resolve('kept');
  const sent = keepBy((which, kept) => leaving.keepDraft({ ...which, ...kept }), name, draft);
  last = Promise.allSettled([last, sent]);
  return sent;
}

/** Drops it: the person does not want it. */
export const dropDraft = (name: DraftName): Promise<unknown> =>
  inOrder(() => client.dropDraft({ ...name }));

/** Drops it, for what was typed is saved. */
export function dropSaved(name: DraftName): void {
  ended.add(keyOf(name));
  void dropDraft(name);
}
