import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import {
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core/dist/esm/components/EmptyState';
import { ExclamationCircleIcon } from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { CopyText } from './copy-text.tsx';
import { Note } from './note.tsx';

/** What went wrong and what to do about it, in words. */
export interface FailureWords {
  readonly title: string;
  readonly advice: string;
  readonly requestId?: string | undefined;
}

interface FailureAlertProps {
  readonly failure: FailureWords;
  /** `inline`: beside what was tried, in a form or a dialog; `page`: in place of what could not be shown. */
  readonly variant?: 'inline' | 'page';
  /** Offers to try again; for the variant `page`. */
  readonly onRetry?: (() => void) | undefined;
  readonly headingLevel?: 'h1' | 'h2' | 'h3';
}

const RequestId = ({ id }: { readonly id: string | undefined }) =>
  id === undefined ? null : (
    <p className="ast-quiet">
      Request ID <CopyText text={id} what="request ID" />
    </p>
  );

/** A request that failed: why, what to do, and its ID for support. */
export function FailureAlert(props: FailureAlertProps) {
  const { failure, variant = 'inline', onRetry, headingLevel = 'h2' } = props;
  const { title, advice, requestId } = failure;
  if (variant === 'inline') {
    return (
      <Note isLive tone="danger" titleAs={headingLevel} title={title}>
        <p>{advice}</p>
        <RequestId id={requestId} />
      </Note>
    );
  }
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
          <RequestId id={requestId} />
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
