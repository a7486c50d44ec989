import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { ApiFailure } from '#/api/api-failure.ts';
import { describeError } from '#/api/describe-error.ts';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { FailureAlert } from '#/ui/failure-alert.tsx';

/** Shown for an address without a page. */
export function NotFoundPage() {
  return (
    <div className="ast-page">
      <title>Page not found · Asterism</title>
      <EmptyView
        title="Page not found"
        headingLevel="h1"
        actions={<Link to={paths.overview()}>Go to overview</Link>}
      >
        The address may be wrong, or the page may have been removed.
      </EmptyView>
    </div>
  );
}

/** Shown in place of a page that failed to load or render. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  const words =
    error instanceof ApiFailure
      ? describeError(error.error)
      : {
          title: 'This page could not be shown',
          advice: 'Reload the page. If that doesn’t help, contact your administrator.',
        };
  return (
    <div className="ast-page">
      <title>{`${words.title} · Asterism`}</title>
      <FailureAlert
        variant="page"
        headingLevel="h1"
        failure={words}
        onRetry={() => location.reload()}
      />
    </div>
  );
}
