import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core/dist/esm/components/EmptyState';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { CopyText } from './copy-text.tsx';

interface ErrorViewProps {
  readonly title: string;
  readonly advice: string;
  readonly requestId?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly headingLevel?: 'h1' | 'h2';
}

/** What went wrong, what to do, and the request id. */
export function ErrorView({
  title,
  advice,
  requestId,
  onRetry,
  headingLevel = 'h2',
}: ErrorViewProps) {
  return (
    <div role="alert">
      <EmptyState
        variant="sm"
        status="danger"
        titleText={title}
        headingLevel={headingLevel}
        icon={ExclamationCircleIcon}
      >
        <EmptyStateBody>
          <p>{advice}</p>
          {requestId === undefined ? null : (
            <p className="ast-quiet">
              Request id <CopyText text={requestId} what="request id" />
            </p>
          )}
        </EmptyStateBody>
        {onRetry === undefined ? null : (
          <EmptyStateFooter>
            <EmptyStateActions>
              <Button variant="secondary" onClick={onRetry}>
                Try again
              </Button>
            </EmptyStateActions>
          </EmptyStateFooter>
        )}
      </EmptyState>
    </div>
  );
}
