import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useEffect, useRef, useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';
import { formatCount } from '#/lib/format.ts';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import {
  MATCHING_MAX,
  readMatching,
  type MatchingFailure,
  type MatchingProgress,
} from './read-matching.ts';
import './select-matching.css';

const NARROW = `Narrow the search: at most ${formatCount(MATCHING_MAX)} can be selected at once`;
const UNCHANGED = 'The selection is as it was.';

type Step =
  | { readonly kind: 'offer' }
  | (MatchingProgress & { readonly kind: 'reading' })
  | { readonly kind: 'selected'; readonly count: number }
  | MatchingFailure;

const WORDS = {
  // It says itself what it is.
  offer: '',
  selected: 'All matching volumes are selected',
  tooMany: `More volumes match now. ${NARROW}. ${UNCHANGED}`,
  changing: `The list kept changing while it was read. ${UNCHANGED}`,
} as const;

function wordsOf(step: Step): string {
  if (step.kind === 'reading') {
    const { isAgain, read, total } = step;
    return `${isAgain ? 'Checking' : 'Reading'}: ${formatCount(read)} of ${formatCount(total)}`;
  }
  if (step.kind === 'failed')
    return `Reading failed: ${describeError(step.error).title}. ${UNCHANGED}`;
  return WORDS[step.kind];
}

interface SelectMatchingProps {
  readonly question: FleetVolumesInput;
  /** How many volumes answer it. */
  readonly total: number;
  /** Whether that is still the answer to another question. */
  readonly isStale: boolean;
  /** Whether some of them are not selected. */
  readonly isOffered: boolean;
  /** Called with all of them. */
  readonly onRead: (volumes: readonly Volume[]) => void;
}

/**
 * Offers to select all volumes that answer a question, and reads them. It is about one question: another one has another
 * of its kind, and what is not shown any more is given up.
 */
export function SelectMatching(props: SelectMatchingProps) {
  const { question, total, isStale, isOffered, onRead } = props;
  const [step, setStep] = useState<Step>({ kind: 'offer' });
  const reading = useRef<AbortController>(undefined);
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => () => reading.current?.abort(), []);

  const start = async () => {
    const { signal } = (reading.current = new AbortController());
    setStep({ kind: 'reading', read: 0, total, isAgain: false });
    const found = await readMatching(question, signal, (progress) => {
      if (!signal.aborted) setStep({ kind: 'reading', ...progress });
    });
    if (signal.aborted) return;
    if (found.kind !== 'read') return setStep(found);
    // The button goes, and with it the focus.
    if (line.current?.contains(document.activeElement)) line.current.focus();
    setStep({ kind: 'selected', count: found.volumes.length });
    onRead(found.volumes);
  };
  const cancel = () => {
    reading.current?.abort();
    setStep({ kind: 'offer' });
  };

  const isReading = step.kind === 'reading';
  const isSelected = step.kind === 'selected' && !isOffered && total <= step.count;
  const isOpen = isReading || isOffered || (step.kind === 'selected' && !isSelected);
  if (!isOpen && !isSelected) return null;
  return (
    <div className="ast-select-matching" ref={line} tabIndex={-1}>
      <output>{step.kind === 'selected' && !isSelected ? '' : wordsOf(step)}</output>
      {isOpen ? (
        // One button with two names: whoever has pressed it by key still has the focus on it.
        <ReasonedButton
          variant="link"
          isInline
          reason={!isReading && total > MATCHING_MAX ? NARROW : undefined}
          isAriaDisabled={!isReading && isStale}
          onClick={isReading ? cancel : () => void start()}
        >
          {isReading ? 'Cancel' : `Select all ${formatCount(total)} matching`}
        </ReasonedButton>
      ) : null}
    </div>
  );
}
