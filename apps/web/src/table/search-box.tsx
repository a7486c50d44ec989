import '@patternfly/react-styles/css/components/TextInputGroup/text-input-group.css';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { RhMicronsCloseIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-close-icon';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { Suspense, useRef, useState, type ComponentType, type RefObject } from 'react';
import type { LineProps } from './line-of.ts';
import { isPlainSearch } from './list-state.ts';

/** A text as a person left it, and where the caret was then. */
export interface Typed {
  readonly text: string;
  readonly caret: number;
}

/** A search box, for what understands a text that is more than words. */
export interface TypedLine {
  readonly input: RefObject<HTMLInputElement | null>;
  /** What is typed. */
  readonly text: string;
  /** Whether it is to be understood: words alone are asked for by the box. */
  readonly isLine: boolean;
  /** What was typed last, which may have been before this was loaded. */
  readonly typed: Typed | undefined;
  readonly onText: (text: string, caret: number) => void;
  /** The line as the address will have it, once it does. */
  readonly onSent: (line: string) => void;
}

interface SearchBoxProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** Takes everything away; without it, an empty search is asked for. */
  readonly onClear?: () => void;
  /** What understands more than words, which is loaded when the box has the focus, and what that is about. */
  readonly line?: Pick<LineProps, 'list'> & { readonly Line: ComponentType<LineProps> };
}

/**
 * Searches at each key stroke: a question that is outdated is canceled by the next one. `/` brings the focus here.
 * The field has its own text, for the URL follows it a moment later: no letter waits for the router.
 */
export function SearchBox({ label, hint, value, onSearch, onClear, line }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  /** What was typed and is not in the URL yet, oldest first; the router may skip some of it. */
  const [sent, setSent] = useState<readonly string[]>([]);

  if (known !== value) {
    const at = sent.indexOf(value);
    setKnown(value);
    setSent(value === text ? [] : sent.slice(at + 1));
    // The URL has changed by other means (Back, "Clear all"): follow it.
    if (at === -1) setText(value);
  }

  const [isUsed, setIsUsed] = useState(false);
  const [typedLast, setTypedLast] = useState<Typed>();
  const isLine = line !== undefined && !(isPlainSearch(text) && isPlainSearch(value));
  const noteSent = (text: string): void => setSent((before) => [...before, text]);
  const type = (typed: string, caret = typed.length): void => {
    setText(typed);
    setTypedLast({ text: typed, caret });
    if (line !== undefined && !(isPlainSearch(typed) && isPlainSearch(value))) return;
    noteSent(typed);
    onSearch(typed);
  };

  return (
    <div className="ast-search" data-search="">
      <div className="pf-v6-c-text-input-group">
        <div className="pf-v6-c-text-input-group__main pf-m-icon">
          <span className="pf-v6-c-text-input-group__text">
            <span className="pf-v6-c-text-input-group__icon">
              <SearchIcon />
            </span>
            <input
              ref={input}
              type="text"
              className="pf-v6-c-text-input-group__text-input"
              aria-label={label}
              placeholder={hint}
              value={text}
              {...(line === undefined
                ? {}
                : { role: 'combobox', 'aria-expanded': false, 'aria-autocomplete': 'list' })}
              onFocus={() => setIsUsed(true)}
              onChange={({ target }) => type(target.value, target.selectionStart ?? undefined)}
            />
          </span>
        </div>
        {text === '' ? null : (
          <div className="pf-v6-c-text-input-group__utilities">
            <Button
              variant="plain"
              aria-label="Reset"
              icon={<RhMicronsCloseIcon />}
              onClick={() => {
                if (onClear === undefined) type('');
                else {
                  setText('');
                  onClear();
                }
                input.current?.focus();
              }}
            />
          </div>
        )}
      </div>
      <Suspense>
        {line !== undefined && isUsed ? (
          <line.Line
            input={input}
            text={text}
            isLine={isLine}
            typed={typedLast}
            onText={type}
            onSent={noteSent}
            list={line.list}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
