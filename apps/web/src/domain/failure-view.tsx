import type { ApiFailure } from '#/api/api-failure.ts';
import { describeError } from '#/api/describe-error.ts';
import { ErrorView } from '#/ui/error-view.tsx';

interface FailureViewProps {
  readonly failure: ApiFailure;
  readonly onRetry?: () => unknown;
}

/** In the place of what could not be read: why, what to do, and a way to try again. */
export function FailureView({ failure, onRetry }: FailureViewProps) {
  const { title, advice, requestId, canRetry } = describeError(failure.error);
  return (
    <ErrorView
      title={title}
      advice={advice}
      requestId={requestId}
      onRetry={canRetry && onRetry !== undefined ? () => void onRetry() : undefined}
    />
  );
}
