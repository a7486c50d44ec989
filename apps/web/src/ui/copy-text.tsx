import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { CheckIcon } from '@patternfly/react-icons/dist/esm/icons/check-icon';
import { CopyIcon } from '@patternfly/react-icons/dist/esm/icons/copy-icon';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { inWords, withBreaks } from './with-breaks.tsx';
import './copy-text.css';

/** Copies what is selected in an input of its own: on plain http a browser has no `navigator.clipboard`. */
function copyBySelection(text: string, beside: HTMLElement): boolean {
  const before = document.activeElement;
  const input = document.createElement('textarea');
  input.value = text;
  input.readOnly = true;
  input.className = 'ast-copy-source';
  // Beside the text, since a dialog takes the focus back from what is outside.
  beside.append(input);
  input.select();
  const copied = document.execCommand('copy');
  input.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}

/** Copies a text, by help of an element beside which it may put another for a moment; whether that was possible. */
export async function copyText(text: string, beside: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, beside);
  }
}

const OUTCOMES = {
  copied: { words: 'Copied', shownMs: 2000 },
  selected: { words: 'Selected: press Ctrl+C to copy', shownMs: 10_000 },
} as const;

interface CopyTextProps {
  readonly text: string;
  /** What is copied, for the button's name: `UUID`. */
  readonly what: string;
  /** Shows the text as a block of code (for commands), else in line. */
  readonly block?: boolean;
  /** The page of what the text names. */
  readonly to?: string | undefined;
}

/** Text in a fixed-width face with a button that copies it, or selects it where nothing may be copied. */
export function CopyText({ text, what, block = false, to }: CopyTextProps) {
  const [outcome, setOutcome] = useState<keyof typeof OUTCOMES>();
  const box = useRef<HTMLSpanElement>(null);
  const shown = useRef<HTMLElement>(null);

  useEffect(() => {
    if (outcome === undefined) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), OUTCOMES[outcome].shownMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    if (box.current === null || shown.current === null) return;
    if (await copyText(text, box.current)) return setOutcome('copied');
    getSelection()?.selectAllChildren(shown.current);
    return setOutcome('selected');
  }

  const code = <code ref={shown}>{block ? inWords(text) : withBreaks(text)}</code>;
  return (
    <span ref={box} className={block ? 'ast-copy ast-copy-block' : 'ast-copy'}>
      {to === undefined ? code : <Link to={to}>{code}</Link>}
      <Button
        variant="plain"
        hasNoPadding={!block}
        aria-label={`Copy ${what}`}
        icon={outcome === 'copied' ? <CheckIcon /> : <CopyIcon />}
        onClick={() => void copy()}
      />
      <output className="ast-copy-outcome">
        {outcome === undefined ? '' : OUTCOMES[outcome].words}
      </output>
    </span>
  );
}
