import { SelectList, SelectOption } from '@patternfly/react-core/dist/esm/components/Select';
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { formatCount } from '#/lib/format.ts';
import './option-list.css';

interface Option {
  readonly value: string;
  readonly text: ReactNode;
  /** What is found of it, where its text is more than words. */
  readonly words?: string;
  readonly isDisabled?: boolean;
}

export interface OptionListProps {
  readonly kind: 'one' | 'some';
  /** Of the list; without it, the button's. */
  readonly label?: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  /** Whether it may have more options than there is room for, and scrolls. */
  readonly mayBeLong?: boolean;
  readonly onChoose: (value: string) => void;
}

/** So many can be looked through; more are searched. */
const UNSEARCHED_MAX = 10;
/** So many are drawn at once. */
const DRAWN_MAX = 100;

/** The options that have each of the typed words, in any case. */
function matching(options: readonly Option[], typed: string): readonly Option[] {
  const words = typed.toLowerCase().split(/\s+/);
  return options.filter(({ value, words: text = value }) => {
    const found = text.toLowerCase();
    return words.every((word) => found.includes(word));
  });
}

interface OptionSearchProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onEnter: () => void;
}

function OptionSearch({ typed, onType, onEnter }: OptionSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape' || event.key === 'Tab') return;
    // The menu has other uses for keys.
    event.stopPropagation();
    if (event.key === 'Enter') onEnter();
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    event.currentTarget
      .closest('.pf-v6-c-menu')
      ?.querySelector<HTMLElement>('li :is(input, button):enabled')
      ?.focus();
  }
  return (
    <div className="ast-option-search">
      <TextInput
        ref={field}
        type="search"
        aria-label="Search these values"
        placeholder="Search these values"
        value={typed}
        onChange={(_, value) => onType(value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** The options of a menu; where there are many, typed text narrows them. */
export function OptionList(props: OptionListProps) {
  const { kind, label, options, chosen, mayBeLong = false, onChoose } = props;
  const [typed, setTyped] = useState('');
  const found = matching(options, typed);
  const drawn = found.slice(0, DRAWN_MAX);
  const [only, ...others] = found;
  return (
    <>
      {mayBeLong && options.length > UNSEARCHED_MAX ? (
        <OptionSearch
          typed={typed}
          onType={setTyped}
          onEnter={() => {
            if (only !== undefined && others.length === 0) onChoose(only.value);
          }}
        />
      ) : null}
      <SelectList {...(label === undefined ? {} : { 'aria-label': label })}>
        {found.length === 0 ? (
          <SelectOption isDisabled>{typed === '' ? 'No values' : 'No value has this'}</SelectOption>
        ) : (
          drawn.map(({ value, text, isDisabled = false }) => (
            <SelectOption
              key={value}
              value={value}
              hasCheckbox={kind === 'some'}
              isSelected={chosen.includes(value)}
              isDisabled={isDisabled}
            >
              {text}
            </SelectOption>
          ))
        )}
        {drawn.length < found.length ? (
          <SelectOption isDisabled>
            {formatCount(found.length - drawn.length)} more: type to find them
          </SelectOption>
        ) : null}
      </SelectList>
    </>
  );
}
