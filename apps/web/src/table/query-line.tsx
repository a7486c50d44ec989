import { QUERY_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { printQuery } from '@asterism/api-types/rules/print-query';
import { describeQueryFault } from '@asterism/api-types/rules/query-fault';
import type { QueryFields } from '@asterism/api-types/rules/query-fields';
import { parseQuery, type ChoiceTerm, type Query } from '@asterism/api-types/rules/query-line';
import { useEffect, useEffectEvent, useId, useLayoutEffect, useState } from 'react';
import { formatCount } from '#/lib/format.ts';
import { lineOf, type LineProps } from './line-of.ts';
import { offersFor, wordBefore, type QueryOffer } from './query-offers.ts';
import type { Typed } from './search-box.tsx';
import { linkOfRow } from './table-keys.ts';
import './query-line.css';

type List = LineProps['list'];

/** The values of a choice as the chips have them: clusters by their UUIDs. Undefined when one of them is not known. */
function chipsOf({ key, values }: ChoiceTerm, { choices }: List) {
  if (key !== 'cluster') return values;
  const known = choices.find(({ filter }) => filter === key)?.choices ?? [];
  const meant = values.map(
    (written) =>
      known.find(({ value, label }) =>
        [value, label].some((one) => one.toLowerCase() === written.toLowerCase()),
      )?.value,
  );
  const found = meant.filter((value) => value !== undefined);
  return found.length === meant.length ? found : undefined;
}

/** A line as the list has it: what chips can say, and the rest. The first of several terms of one key is its chips. */
function partsOf(fields: QueryFields, query: Query, list: List) {
  const filters: Record<string, readonly string[]> = {};
  const rest = query.filter((term) => {
    if (term.kind !== 'choice' || term.isNegated || !(term.key in list.filters)) return true;
    const chips = chipsOf(term, list);
    if (chips === undefined || filters[term.key] !== undefined) return true;
    filters[term.key] = chips;
    return false;
  });
  return { filters, search: printQuery(fields, rest) };
}

function faultOf(fields: QueryFields, text: string): string | undefined {
  if (text.length > QUERY_MAX)
    return `At most ${formatCount(QUERY_MAX)} characters can be searched.`;
  const query = parseQuery(fields, text);
  return query.ok ? undefined : describeQueryFault(query.error);
}

interface OfferListProps {
  readonly id: string;
  readonly offers: readonly QueryOffer[];
  readonly active: number;
  readonly onTake: (offer: QueryOffer) => void;
}

function OfferList({ id, offers, active, onTake }: OfferListProps) {
  return (
    // No element of its own makes a list that a text field has the keys of.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div id={id} role="listbox" aria-label="Suggestions" className="ast-query-offers">
      {offers.map((offer, at) => (
        // The field has the focus and the keys: see its aria-activedescendant.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={offer.text}
          id={`${id}-${at}`}
          // An option element is for lists that have the focus themselves.
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(offer)}
        >
          <span>{offer.label}</span>
          <span className="ast-quiet pf-v6-m-tabular-nums">
            {typeof offer.note === 'number' ? formatCount(offer.note) : offer.note}
          </span>
        </div>
      ))}
    </div>
  );
}

const hasAny = ({ choices }: List['choices'][number]): boolean =>
  choices.some(({ count = 0 }) => count > 0);

/**
 * What there is to choose from, as it was before the word at the caret was begun: as a word of its own it may be found nowhere, and
 * then the list has nothing more to choose from.
 */
function useChoicesBeside(word: string, rest: string, choices: List['choices']): List['choices'] {
  const [before, setBefore] = useState({ rest, choices });
  const isOutdated =
    before.choices !== choices &&
    (word === '' || before.rest !== rest || !before.choices.some(hasAny));
  if (isOutdated) setBefore({ rest, choices });
  return isOutdated ? choices : before.choices;
}

interface QueryLineProps extends LineProps {
  /** The keys of the list. */
  readonly fields: QueryFields;
  /** What each key is about. */
  readonly notes: Readonly<Record<string, string>>;
}

/** Completes and understands what is typed as a line of conditions, and says what is wrong with it. */
export function QueryLine(props: QueryLineProps) {
  const { fields, notes, list, input, text, isLine, typed, onText, onSent } = props;
  const id = useId();
  /** Offers are there for what was typed, until they are closed, or when they were asked for by an arrow key. */
  const [closed, setClosed] = useState<Typed>();
  const [isAskedFor, setIsAskedFor] = useState(false);
  const isOpen = isAskedFor || (typed !== undefined && typed !== closed);
  const [choice, setChoice] = useState<{ of: Typed | undefined; at: number }>();
  const active = choice !== undefined && choice.of === typed ? choice.at : -1;
  const caret = typed?.text === text ? typed.caret : text.length;
  const { word, start } = wordBefore(text, caret);
  const choices = useChoicesBeside(word, text.slice(0, start) + text.slice(caret), list.choices);
  const offers = isOpen ? offersFor(word, { fields, notes, choices }) : [];
  const fault = isLine ? faultOf(fields, text) : undefined;

  /** What of a line is asked for, and as what; undefined when it cannot be. */
  function askedBy(line: string) {
    const query = parseQuery(fields, line);
    if (!query.ok || line.length > QUERY_MAX) return undefined;
    const parts = partsOf(fields, query.value, { ...list, choices });
    return { ...parts, sent: lineOf(parts, choices) };
  }
  const ask = useEffectEvent((line: string) => {
    const asked = askedBy(line);
    if (asked === undefined || asked.sent === lineOf(list, list.choices)) return;
    onSent(asked.sent);
    list.set(asked.search, asked.filters);
  });
  useEffect(() => {
    if (isLine) ask(text);
  }, [isLine, text]);

  const close = useEffectEvent(() => {
    setClosed(typed);
    setIsAskedFor(false);
    setChoice(undefined);
  });
  function take(offer: QueryOffer): void {
    const after = text.slice(caret).replace(/^\s+/, '');
    const end = start + offer.text.length;
    onText(`${text.slice(0, start)}${offer.text}${after}`, end);
  }
  useLayoutEffect(() => {
    // An offer that was taken has moved what is behind it.
    const field = input.current;
    if (typed?.text === field?.value && typed?.caret !== field?.selectionStart)
      field?.setSelectionRange(typed?.caret ?? null, typed?.caret ?? null);
  }, [typed, input]);

  /** Enter leads to the first row, once the rows are those of what was typed. */
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = useEffectEvent(() => {
    if (askedBy(text)?.sent !== lineOf(list, list.choices)) return;
    const page = input.current?.closest<HTMLElement>('.ast-page');
    const table = page?.querySelector<HTMLElement>('table[aria-busy="false"]');
    if (table) linkOfRow(table, 0)?.focus();
  });
  useEffect(() => {
    if (isLeaving) leave();
  });

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    setIsLeaving(false);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const offer = offers[active];
    if (step !== undefined) {
      event.preventDefault();
      if (offers.length === 0) setIsAskedFor(true);
      else
        setChoice({
          of: typed,
          at: (Math.max(active, step < 0 ? 0 : -1) + step + offers.length) % offers.length,
        });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (offer !== undefined) take(offer);
      else {
        close();
        setIsLeaving(true);
      }
    } else if (event.key === 'Escape' && offers.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  useLayoutEffect(() => {
    const field = input.current;
    if (field === null) return undefined;
    const onBlur = () => {
      close();
      setIsLeaving(false);
    };
    const onKeyDown = (event: KeyboardEvent) => onKey(event);
    field.addEventListener('blur', onBlur);
    field.addEventListener('keydown', onKeyDown);
    return () => {
      field.removeEventListener('blur', onBlur);
      field.removeEventListener('keydown', onKeyDown);
    };
  }, [input]);

  const hasOffers = offers.length > 0 && (word !== '' || active >= 0 || text === '');
  useEffect(() => {
    const field = input.current;
    if (field === null) return;
    const set = (name: string, value: string | undefined): void =>
      value === undefined ? field.removeAttribute(name) : field.setAttribute(name, value);
    set('aria-expanded', String(hasOffers));
    set('aria-controls', hasOffers ? id : undefined);
    set('aria-activedescendant', hasOffers && active >= 0 ? `${id}-${active}` : undefined);
    set('aria-invalid', fault === undefined ? undefined : 'true');
    set('aria-describedby', fault === undefined ? undefined : `${id}-fault`);
  });

  return (
    <div className="ast-query-line">
      {hasOffers ? <OfferList id={id} offers={offers} active={active} onTake={take} /> : null}
      <output id={`${id}-fault`} className={fault === undefined ? '' : 'ast-query-fault'}>
        {fault}
      </output>
    </div>
  );
}
