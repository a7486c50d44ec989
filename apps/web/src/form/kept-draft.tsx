import type { KeptDraft as Kept } from '@asterism/api-types/bff-api/drafts-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useFormContext, type FieldValues } from 'react-hook-form';
import { dropDraft, findDraft, type DraftName } from '#/api/drafts.ts';
import { useSession } from '#/api/session.ts';
import { useStore } from '#/lib/store.ts';
import { Note } from '#/ui/note.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import {
  draftKeeping,
  endDraft,
  forgetTyped,
  keepTyped,
  noteTyped,
  onFlush,
  unsentDraft,
} from './draft-keeping.ts';
import './kept-draft.css';

/** After so long without a key, what is typed is kept. */
const PAUSE_MS = 600;
/** After so long it is asked again whether there is a draft, when that could not be read. */
const READ_AGAIN_MS = 5_000;

interface KeptDraftProps extends DraftName {
  /** What the form is filled in with, where that may have changed by the time that the draft is opened again. */
  readonly base?: Readonly<Record<string, unknown>>;
  /** Fills in the form with a draft; without it, the form takes those of its values that are not as its base was. */
  readonly onGoOn?: (draft: Kept) => void;
  /** Whether it is saved or discarded: then there is nothing to keep. Forms that are gone by then call `endDraft`. */
  readonly isDone?: boolean;
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What the form holds with what was typed: a draft of another release may have other fields. */
const withTyped = (values: FieldValues, { values: typed, base = {} }: Kept): FieldValues => ({
  ...values,
  ...Object.fromEntries(
    Object.entries(typed).filter(
      ([name, value]) =>
        typeof value === typeof values[name] && !(name in base && isSame(base[name], value)),
    ),
  ),
});

/**
 * Keeps what is typed into the form around it, per person and on the server, and offers it when the form is opened again,
 * after a reload, a closed tab or in another browser. It goes once the form is saved, or when the person drops it. It comes
 * last in a form: whether there is a draft is only known when somebody may be typing already.
 */
export function KeptDraft({ form: name, of, base, onGoOn, isDone = false }: KeptDraftProps) {
  const form = useFormContext();
  const { watch } = form;
  const isPreview = useSession().preview !== undefined;
  const [offer, setOffer] = useState<Kept>();
  const keeping = useStore(draftKeeping({ form: name, of }));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keptLast = useRef<FieldValues>(undefined);
  /** Until it is known whether there is a draft, and while it is offered, none takes its place. */
  const mayKeep = useRef<'yes' | 'not known' | 'undecided'>('not known');
  const which = { form: name, of };

  /** Whether anything is typed that is not handed over yet. */
  const isTyped = () => !isSame(form.getValues(), keptLast.current ?? form.formState.defaultValues);
  const whileTyped = () =>
    isPreview ? 'off' : mayKeep.current === 'undecided' ? 'undecided' : 'keeping';
  const keep = useEffectEvent((isLeaving: boolean) => {
    clearTimeout(timer.current);
    if (isDone) return;
    if (!isTyped()) return noteTyped(which, 'kept');
    if (isPreview || mayKeep.current !== 'yes') return;
    const values = structuredClone(form.getValues());
    keptLast.current = values;
    keepTyped(which, base === undefined ? { values } : { values, base }, isLeaving);
  });
  const keepNow = useEffectEvent(() => keep(false));
  const keepLeaving = useEffectEvent(() => keep(true));
  const keepSoon = useEffectEvent(() => {
    clearTimeout(timer.current);
    if (isDone) return;
    noteTyped(which, isTyped() ? whileTyped() : 'kept');
    timer.current = setTimeout(keepNow, PAUSE_MS);
  });
  const onFound = useEffectEvent((found: Kept | undefined, isGone: boolean) => {
    if (found === undefined || isSame(found.values, form.getValues())) {
      mayKeep.current = 'yes';
      return keep(false);
    }
    // What was typed before this was known, and left, cannot be asked about: the draft of before stays.
    if (isGone) return undefined;
    mayKeep.current = 'undecided';
    if (isTyped()) noteTyped(which, 'undecided');
    return setOffer(found);
  });
  const end = useEffectEvent(() => {
    clearTimeout(timer.current);
    endDraft(which);
  });

  useEffect(() => {
    let isGone = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    async function read(): Promise<void> {
      const unsent = unsentDraft({ form: name, of });
      const found = await findDraft({ form: name, of });
      if (unsent !== undefined) onFound(unsent, isGone);
      else if (found.ok) onFound(found.value.draft, isGone);
      else if (!isGone) again = setTimeout(() => void read(), READ_AGAIN_MS);
    }
    void read();
    return () => {
      isGone = true;
      clearTimeout(again);
    };
  }, [name, of]);
  useEffect(() => {
    // Nothing is typed yet, whatever became of what was typed when the form was open before.
    noteTyped({ form: name, of }, 'kept');
    const typed = watch(() => keepSoon());
    const onHidden = () => {
      if (document.visibilityState === 'hidden') keepLeaving();
    };
    const stopFlush = onFlush({ form: name, of }, keepNow);
    addEventListener('focusout', keepNow);
    addEventListener('pagehide', keepLeaving);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      typed.unsubscribe();
      stopFlush();
      removeEventListener('focusout', keepNow);
      removeEventListener('pagehide', keepLeaving);
      document.removeEventListener('visibilitychange', onHidden);
      // Somebody goes to another page within the pause.
      keep(false);
    };
  }, [watch, name, of]);
  useEffect(() => {
    if (isDone) end();
  }, [isDone]);

  if (isDone) return null;
  if (offer === undefined) {
    return keeping === 'failed' ? (
      <Note
        tone="warning"
        isLive
        className="ast-kept-draft"
        title="What you type can’t be kept as a draft now"
      >
        Save it, or stay on this page until this message goes away.
      </Note>
    ) : null;
  }
  const decide = () => {
    setOffer(undefined);
    forgetTyped(which);
    mayKeep.current = 'yes';
  };
  return (
    <Note
      tone="info"
      isLive
      className="ast-kept-draft"
      title={
        <>
          Your draft of <RelativeTime value={offer.savedAt} />
        </>
      }
      actions={
        <>
          <Button
            variant="link"
            isInline
            onClick={() => {
              const unsent = unsentDraft(which);
              decide();
              // What could not be kept the last time is kept now.
              keptLast.current = unsent === undefined ? offer.values : undefined;
              if (onGoOn === undefined) {
                form.reset(withTyped(form.getValues(), offer), { keepDefaultValues: true });
              } else onGoOn(offer);
            }}
          >
            Resume draft
          </Button>
          <Button
            variant="link"
            isInline
            onClick={() => {
              decide();
              void dropDraft(which).then(() => keepSoon());
            }}
          >
            Discard draft
          </Button>
        </>
      }
    >
      What you type now is kept once you have decided.
    </Note>
  );
}
