import {
  DRAFT_BYTES_MAX,
  draftsApi,
  type DraftForm,
  type KeptDraft,
} from '@asterism/api-types/bff-api/drafts-api';
import { createClient } from '@asterism/api-types/client/client';
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

/** The person's own draft; undefined where there is none, or it cannot be read now. */
export async function findDraft(name: DraftName): Promise<KeptDraft | undefined> {
  ended.delete(keyOf(name));
  await last;
  const found = await client.findDraft({ ...name });
  return found.ok ? found.value.draft : undefined;
}

function inOrder<T>(send: () => Promise<T>): Promise<T> {
  const sent = last.then(send);
  last = sent.catch(() => undefined);
  return sent;
}

const mayKeep = (name: DraftName, draft: Draft): boolean =>
  !ended.has(keyOf(name)) && JSON.stringify(draft).length <= DRAFT_BYTES_MAX;

/** Keeps it in place of the one before. */
export function keepDraft(name: DraftName, draft: Draft): void {
  if (mayKeep(name, draft)) void inOrder(() => client.keepDraft({ ...name, ...draft }));
}

/** Keeps it while the page goes: nobody waits for the answer, nor for what was sent before. */
export function keepDraftLeaving(name: DraftName, draft: Draft): void {
  if (mayKeep(name, draft)) void leaving.keepDraft({ ...name, ...draft });
}

/** Drops it: the person does not want it. */
export const dropDraft = (name: DraftName): Promise<unknown> =>
  inOrder(() => client.dropDraft({ ...name }));

/** Drops it, for what was typed is saved. */
export function endDraft(name: DraftName): void {
  ended.add(keyOf(name));
  void dropDraft(name);
}
