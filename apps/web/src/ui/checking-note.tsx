import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Spinner } from '@patternfly/react-core/dist/esm/components/Spinner';

/** Says that the response to a write was lost and that its outcome is being checked: `the volume was created`. */
export function CheckingNote({ what }: { readonly what: string }) {
  return (
    <Alert
      isInline
      isLiveRegion
      variant="info"
      component="h2"
      customIcon={<Spinner size="md" aria-label="Checking" />}
      title={`Checking whether ${what}…`}
    >
      The response was lost. Asterism is checking what happened, and will not send the request
      twice.
    </Alert>
  );
}
