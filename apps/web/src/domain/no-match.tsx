import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { EmptyView } from '#/ui/empty-view.tsx';

interface NoMatchProps {
  /** What is listed. */
  readonly what: string;
  /** What is searched; undefined where nothing is. */
  readonly searchHint: string | undefined;
  readonly hasFilters: boolean;
  readonly onClear: () => void;
}

/** In the place of rows that search and filters have all taken away. */
export function NoMatch({ what, searchHint = '', hasFilters, onClear }: NoMatchProps) {
  const search = searchHint === '' ? [] : ['search'];
  const narrowing = hasFilters ? [...search, 'filters'] : search;
  const searched = searchHint.charAt(0).toLowerCase() + searchHint.slice(1);
  return (
    <EmptyView
      title={`No matching ${what}`}
      icon={SearchIcon}
      actions={
        <Button variant="link" onClick={onClear}>
          Clear {narrowing.join(' and ')}
        </Button>
      }
    >
      {searchHint === ''
        ? `All ${what} are hidden by the filters.`
        : `Every word must be found (${searched}). Try fewer words${hasFilters ? ' or another filter' : ''}.`}
    </EmptyView>
  );
}
