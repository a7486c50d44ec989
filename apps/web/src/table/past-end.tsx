import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { EmptyView } from '#/ui/empty-view.tsx';

/** What a list shows behind its last page: the way to it. */
export function PastEnd({ onLastPage }: { readonly onLastPage: () => void }) {
  return (
    <EmptyView
      title="This page no longer exists"
      icon={SearchIcon}
      actions={
        <Button variant="link" onClick={onLastPage}>
          Go to the last page
        </Button>
      }
    >
      The list has become shorter.
    </EmptyView>
  );
}
