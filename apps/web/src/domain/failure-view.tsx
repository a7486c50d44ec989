import type { ApiFailure } from '#/api/api-failure.ts';
import { describeError } from '#/api/describe-error.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';

interface FailureViewProps {
  readonly failure: ApiFailure;
  readonly onRetry?: () => unknown;
}

/** In place of what could not be read: why, what to do, and a way to try again when that may help. */
export function FailureView({ failure, onRetry }: FailureViewProps) {
  const description = describeError(failure.error);
  return (
    <FailureAlert
      variant="page"
      failure={description}
      onRetry={description.canRetry && onRetry !== undefined ? () => void onRetry() : undefined}
    />
  );
}
