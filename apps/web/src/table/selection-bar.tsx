import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import type { ReactNode } from 'react';
import { formatCount } from '#/lib/format.ts';
import type { Selection } from './use-selection.ts';
import './selection-bar.css';

interface SelectionBarProps {
  readonly selection: Pick<Selection<unknown>, 'rows' | 'elsewhere' | 'gone' | 'except' | 'clear'>;
  /** How many rows the list has. */
  readonly total: number;
  /** What is selected. */
  readonly what: { readonly one: string; readonly many: string };
  /** How more of them come to be selected. */
  readonly more?: ReactNode;
  /** What can be done with the selected rows. */
  readonly children: ReactNode;
}

/** What can be done with the selected rows of a list; shown while there are any, or until it is read that they are gone. */
export function SelectionBar({ selection, total, what, more, children }: SelectionBarProps) {
  const { rows, elsewhere, gone, except, clear } = selection;
  const count = except === undefined ? rows.length : Math.max(0, total - except.size);
  if (count + gone === 0 && except === undefined) return null;
  const selected =
    count === 1 ? `1 ${what.one} selected` : `${formatCount(count)} ${what.many} selected`;
  const before = count + gone;
  return (
    <section className="ast-selection-bar" aria-label={`Selected ${what.many}`}>
      {count === 0 ? null : more}
      <output>
        {count === 0 ? null : (
          <div>
            {selected}
            {elsewhere === 0 || except !== undefined
              ? ''
              : ` (${formatCount(elsewhere)} not in view)`}
          </div>
        )}
        {gone === 0 ? null : (
          <div className="ast-quiet">
            {before === 1
              ? `The selected ${what.one} no longer exists`
              : `${formatCount(gone)} of ${formatCount(before)} selected ${what.many} no longer ${gone === 1 ? 'exists' : 'exist'}`}
          </div>
        )}
      </output>
      {count === 0 ? null : <div className="ast-selection-actions">{children}</div>}
      <Button variant="link" size="sm" onClick={clear}>
        {count + (except?.size ?? 0) === 0 ? 'Dismiss' : 'Clear selection'}
      </Button>
    </section>
  );
}
