import type { ApiError } from '@asterism/api-types/client/api-error';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { describeError } from '#/api/describe-error.ts';
import { CopyText } from '#/ui/copy-text.tsx';

/** Why something in the attach could not be done. */
export function AttachError({ error }: { readonly error: ApiError }) {
  const { title, advice, requestId } = describeError(error);
  return (
    <Alert isInline isLiveRegion variant="danger" component="h3" title={title}>
      <p>{advice}</p>
      {requestId === undefined ? null : (
        <p>
          Request id <CopyText text={requestId} what="request id" />
        </p>
      )}
    </Alert>
  );
}
