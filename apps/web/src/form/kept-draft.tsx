import type { KeptDraft as Kept } from '@asterism/api-types/bff-api/drafts-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useFormContext, type FieldValues } from 'react-hook-form';
import {
  dropDraft,
  endDraft,
  findDraft,
  keepDraft,
  keepDraftLeaving,
  type DraftName,
} from '#/api/drafts.ts';
import { useSession } from '#/api/session.ts';
import { Note } from '#/ui/note.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import './kept-draft.css';

/** After so long without a key, what is typed is kept. */
const PAUSE_MS = 600;

interface KeptDraftProps extends DraftName {
  /** What the form is filled in with, where that may have changed by the time that the draft is opened again. */
  readonly base?: Readonly<Record<string, unknown>>;
  /** Fills in the form with a draft; without it, the form takes its values. */
  readonly onGoOn?: (draft: Kept) => void;
  /** Whether it is saved or discarded: then there is nothing to keep. Forms that are gone by then call `endDraft`. */
  readonly isDone?: boolean;
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What the form holds that it knows: a draft of another release may have other fields. */
const known = (values: FieldValues, kept: Kept): FieldValues => ({
  ...values,
  ...Object.fromEntries(
    Object.entries(kept.values).filter(([name, value]) => typeof value === typeof values[name]),
  ),
});

/**
 * Keeps what is typed into the form around it, per person and on the server, and offers it when the form is opened again,
 * after a reload, a closed tab or in another browser. It goes once the form is saved, or when the person drops it. It comes
 * last in a form: whether there is a draft is only known when somebody may be typing already.
 */
export function KeptDraft({ form: name, of, base, onGoOn, isDone = false }: KeptDraftProps) {
  const form = useFormContext();
  const { preview } = useSession();
  const [offer, setOffer] = useState<Kept>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keptLast = useRef<FieldValues>(undefined);
  /** Until it is known whether there is a draft, and while it is offered, none takes its place. */
  const mayKeep = useRef(false);
  const which = { form: name, of };

  /** What is typed and not kept yet. */
  function due() {
    clearTimeout(timer.current);
    if (isDone || !mayKeep.current || preview !== undefined) return undefined;
    const values = structuredClone(form.getValues());
    const before = keptLast.current ?? form.formState.defaultValues;
    if (isSame(values, before)) return undefined;
    keptLast.current = values;
    return base === undefined ? { values } : { values, base };
  }
  const keep = useEffectEvent(() => {
    const draft = due();
    if (draft !== undefined) keepDraft(which, draft);
  });
  const keepLeaving = useEffectEvent(() => {
    const draft = due();
    if (draft !== undefined) keepDraftLeaving(which, draft);
  });
  const keepSoon = useEffectEvent(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(keep, PAUSE_MS);
  });
  const onFound = useEffectEvent((found: Kept | undefined) => {
    if (found === undefined || isSame(found.values, form.getValues())) mayKeep.current = true;
    else setOffer(found);
  });
  const end = useEffectEvent(() => {
    clearTimeout(timer.current);
    endDraft(which);
  });

  useEffect(() => {
    let isGone = false;
    void findDraft({ form: name, of }).then((found) => {
      if (!isGone) onFound(found);
    });
    return () => {
      isGone = true;
    };
  }, [name, of]);
  useEffect(() => {
    const typed = form.watch(() => keepSoon());
    const onHidden = () => {
      if (document.visibilityState === 'hidden') keepLeaving();
    };
    addEventListener('focusout', keep);
    addEventListener('pagehide', keepLeaving);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      typed.unsubscribe();
      removeEventListener('focusout', keep);
      removeEventListener('pagehide', keepLeaving);
      document.removeEventListener('visibilitychange', onHidden);
      // Somebody goes to another page within the pause.
      keep();
    };
  }, [form]);
  useEffect(() => {
    if (isDone) end();
  }, [isDone]);

  if (offer === undefined || isDone) return null;
  const decide = () => {
    setOffer(undefined);
    mayKeep.current = true;
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
              decide();
              keptLast.current = offer.values;
              if (onGoOn === undefined) {
                form.reset(known(form.getValues(), offer), { keepDefaultValues: true });
              } else onGoOn(offer);
            }}
          >
            Go on with it
          </Button>
          <Button
            variant="link"
            isInline
            onClick={() => {
              decide();
              void dropDraft(which).then(() => keepSoon());
            }}
          >
            Drop it
          </Button>
        </>
      }
    >
      What you type now is kept once you have decided.
    </Note>
  );
}
