import { isRouteErrorResponse, useRouteError } from 'react-router';
import { ApiFailure } from '#/api/api-failure.ts';
import { describeError } from '#/api/describe-error.ts';
import { ErrorView } from '#/ui/error-view.tsx';
import { NotFound } from './not-found.tsx';

/** What is shown instead of a page that could not be shown. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  const words =
    error instanceof ApiFailure
      ? describeError(error.error)
      : {
          title: 'This page could not be shown',
          advice: 'Reload it. If that does not help, tell whoever runs Asterism.',
          requestId: undefined,
        };
  return (
    <div className="ast-page">
      <title>{`${words.title} · Asterism`}</title>
      <ErrorView
        headingLevel="h1"
        title={words.title}
        advice={words.advice}
        requestId={words.requestId}
        onRetry={() => location.reload()}
      />
    </div>
  );
}
