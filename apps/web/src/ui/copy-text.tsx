import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { CheckIcon } from '@patternfly/react-icons/dist/esm/icons/check-icon';
import { CopyIcon } from '@patternfly/react-icons/dist/esm/icons/copy-icon';
import { useEffect, useState } from 'react';
import { inWords, withBreaks } from './with-breaks.tsx';
import './copy-text.css';

const SHOW_DONE_MS = 2000;

interface CopyTextProps {
  readonly text: string;
  /** What is copied, for the button's name: `UUID`. */
  readonly what: string;
  /** Shows the text as a block of code (for commands), else in line. */
  readonly block?: boolean;
}

/** Text in a fixed-width face with a button that copies it. */
export function CopyText({ text, what, block = false }: CopyTextProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();

  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), SHOW_DONE_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );

  return (
    <span className={block ? 'ast-copy ast-copy-block' : 'ast-copy'}>
      <code>{block ? inWords(text) : withBreaks(text)}</code>
      <Button
        variant="plain"
        hasNoPadding={!block}
        aria-label={`Copy ${what}`}
        icon={outcome === 'copied' ? <CheckIcon /> : <CopyIcon />}
        onClick={() => void copy()}
      />
      <output className="ast-copy-outcome">
        {outcome === 'copied'
          ? 'Copied'
          : outcome === 'failed'
            ? 'Couldn’t copy: select the text instead'
            : ''}
      </output>
    </span>
  );
}
