import {
  dropSaved,
  keepDraft,
  keepDraftLeaving,
  type Draft,
  type DraftName,
  type DraftOutcome,
} from '#/api/drafts.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { createStore, type Store } from '#/lib/store.ts';
import { showToast } from '#/lib/toasts.ts';

/**
 * How it stands with what is typed into a form. `undecided`: an earlier draft is offered, and nothing takes its place until
 * the person has decided. `off`: here no drafts are kept.
 */
export type DraftKeeping = 'kept' | 'keeping' | 'undecided' | 'failed' | 'off';

interface Keeper {
  readonly state: Store<DraftKeeping>;
  /** What is to be kept and is not yet; with when it was typed. */
  unsent?: { readonly draft: Draft; readonly typedAt: string } | undefined;
  failures: number;
  /** Whether the person was told that it is not kept, once the form could not say so itself any more. */
  isReported?: boolean;
  again?: ReturnType<typeof setTimeout> | undefined;
  /** Has the form hand over what is typed by now; undefined once the form is gone. */
  flush?: (() => void) | undefined;
}

const keepers = new Map<string, Keeper>();

function keeperOf({ form, of }: DraftName): Keeper {
  const key = `${form} ${of}`;
  const there = keepers.get(key);
  if (there !== undefined) return there;
  const made: Keeper = { state: createStore<DraftKeeping>('kept'), failures: 0 };
  keepers.set(key, made);
  return made;
}

/** How it stands with what is typed into a form, as it changes. */
export const draftKeeping = (name: DraftName): Pick<Store<DraftKeeping>, 'get' | 'subscribe'> =>
  keeperOf(name).state;

/** Something was typed, or nothing any more: it stands so from now on. What is sent or has failed stays so until it is kept. */
export function noteTyped(name: DraftName, state: Exclude<DraftKeeping, 'failed'>): void {
  const { state: store, unsent } = keeperOf(name);
  if (state === 'kept' && unsent !== undefined) return;
  if (state === 'keeping' && store.get() === 'failed') return;
  store.set(state);
}

/** In milliseconds: how long after a failure it is sent again. */
const WAITS = [2_000, 5_000, 15_000];
const LONGEST_WAIT = 60_000;

async function send(name: DraftName, sending: (draft: Draft) => Promise<DraftOutcome>) {
  const keeper = keeperOf(name);
  const { unsent } = keeper;
  if (unsent === undefined) return undefined;
  const outcome = await sending(unsent.draft);
  // Newer text is on its way, or the draft was dropped: what became of this one is of no interest.
  if (keeper.unsent !== unsent) return undefined;
  if (outcome === 'kept') return forgetTyped(name);
  keeper.failures += 1;
  keeper.state.set('failed');
  if (keeper.flush === undefined && keeper.isReported !== true) {
    keeper.isReported = true;
    showToast({
      tone: 'warning',
      title: 'What you typed was not kept as a draft',
      detail: 'Open the form again before you close this tab: it is offered there.',
    });
  }
  if (outcome === 'refused') return undefined;
  keeper.again = setTimeout(
    () => void send(name, (draft) => keepDraft(name, draft)),
    WAITS[keeper.failures - 1] ?? LONGEST_WAIT,
  );
  return undefined;
}

/** Keeps what is typed, in place of what was typed before. After a failure the newest is sent again, until it is kept. */
export function keepTyped(name: DraftName, draft: Draft, isLeaving = false): void {
  const keeper = keeperOf(name);
  clearTimeout(keeper.again);
  keeper.unsent = { draft, typedAt: new Date(serverNow()).toISOString() };
  noteTyped(name, 'keeping');
  void send(name, (newest) => (isLeaving ? keepDraftLeaving : keepDraft)(name, newest));
}

/** What was typed into a form that is gone by now, and could not be kept. */
export function unsentDraft(name: DraftName) {
  const { unsent } = keeperOf(name);
  return unsent && { ...unsent.draft, savedAt: unsent.typedAt };
}

/** What was typed is kept, saved or not wanted: it is sent no more. */
export function forgetTyped(name: DraftName): void {
  const keeper = keeperOf(name);
  clearTimeout(keeper.again);
  keeper.unsent = undefined;
  keeper.failures = 0;
  keeper.isReported = false;
  keeper.state.set('kept');
}

/** What was typed is saved: nothing of it is kept any longer. */
export function endDraft(name: DraftName): void {
  forgetTyped(name);
  dropSaved(name);
}

/** Has a form that is shown hand over what is typed by now, whenever that is asked for; the returned function ends that. */
export function onFlush(name: DraftName, flush: () => void): () => void {
  const keeper = keeperOf(name);
  keeper.flush = flush;
  return () => {
    if (keeper.flush === flush) keeper.flush = undefined;
  };
}

/** Sends what is typed by now, without a pause: somebody is about to leave. */
export const flushTyped = (name: DraftName): void => keeperOf(name).flush?.();
