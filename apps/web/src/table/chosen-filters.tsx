import '@patternfly/react-styles/css/components/Label/label-group.css';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useState } from 'react';
import { formatCount } from '#/lib/format.ts';
import { useStore, type Store } from '#/lib/store.ts';
import { Label } from '#/ui/label.tsx';
import type { FacetChoice } from './facet-select.tsx';
import type { RowRange } from './list-rows.ts';

const nameOf = (choices: readonly FacetChoice[], value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;

interface ChosenValuesProps {
  readonly label: string;
  readonly choices: readonly FacetChoice[];
  readonly chosen: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

const SHOWN_MAX = 6;

/** What is chosen of one filter, each with a way to take it back: PatternFly's group of labels in plain elements. */
function ChosenValues({ label, choices, chosen, onChange }: ChosenValuesProps) {
  const [isWhole, setIsWhole] = useState(false);
  const more = isWhole ? 0 : Math.max(0, chosen.length - SHOWN_MAX);
  return (
    <div className="pf-v6-c-label-group pf-m-category">
      <div className="pf-v6-c-label-group__main">
        <span className="pf-v6-c-label-group__label" aria-hidden="true">
          {label}
        </span>
        <ul className="pf-v6-c-label-group__list" aria-label={label}>
          {chosen.slice(0, chosen.length - more).map((value) => (
            <li key={value} className="pf-v6-c-label-group__list-item">
              <Label
                isOutline
                close={{
                  label: `Remove filter ${label}: ${value}`,
                  run: () => onChange(chosen.filter((kept) => kept !== value)),
                }}
              >
                {nameOf(choices, value)}
              </Label>
            </li>
          ))}
          {more === 0 ? null : (
            <li className="pf-v6-c-label-group__list-item">
              <Button variant="link" isInline onClick={() => setIsWhole(true)}>
                {more} more
              </Button>
            </li>
          )}
        </ul>
      </div>
    </div>
  );
}

/** Which rows of how many the table holds, in full, as a printed page says it. */
function RowsOnPaper({ total, inSight }: { total: number; inSight: Store<RowRange> }) {
  const { first, end } = useStore(inSight);
  const last = Math.min(end, total);
  if (last === 0) return `None of ${formatCount(total)}`;
  return `Rows ${formatCount(first + 1)}–${formatCount(last)} of ${formatCount(total)}`;
}

interface ChosenFiltersProps {
  readonly chosen: readonly ChosenValuesProps[];
}

/** What is chosen of the filters, and the way back to all: both at once, so that neither moves the other. */
export const ChosenFilters = ({
  chosen,
  onClear,
}: ChosenFiltersProps & { onClear: () => void }) => (
  <>
    {chosen.map((values) => (
      <ChosenValues key={values.label} {...values} />
    ))}
    <Button variant="link" isInline onClick={onClear}>
      Clear all
    </Button>
  </>
);

interface PrintedScopeProps extends ChosenFiltersProps {
  readonly total: number;
  readonly inSight: Store<RowRange>;
  readonly what: { readonly one: string; readonly many: string };
  readonly search: string;
}

/** What a printed list is a part of, and what it is narrowed to. */
export const PrintedScope = (props: PrintedScopeProps) => {
  const { total, inSight, what, search, chosen } = props;
  return (
    <p className="ast-printed-scope">
      <RowsOnPaper total={total} inSight={inSight} /> {total === 1 ? what.one : what.many}
      {search === '' ? '' : ` · Search: ${search}`}
      {chosen.map(({ label, choices, chosen: values }) => {
        const names = values.map((value) => nameOf(choices, value));
        return ` · ${label}: ${names.join(', ')}`;
      })}
    </p>
  );
};
