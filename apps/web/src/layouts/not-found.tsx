import { Link } from 'react-router';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';

/** No page has this address. */
export function NotFound() {
  return (
    <div className="ast-page">
      <title>Not found · Asterism</title>
      <EmptyView
        title="There is no such page"
        headingLevel="h1"
        actions={<Link to={paths.overview()}>Go to the overview</Link>}
      >
        The address may be mistyped, or what it named is gone.
      </EmptyView>
    </div>
  );
}
