import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { importDemoCredentialMutation } from '#/api/cluster-mutations.ts';
import { demoQuery } from '#/api/cluster-queries.ts';
import { AttachError } from './attach-error.tsx';

interface DemoImportProps {
  readonly endpoint: string;
  readonly confirmed: string;
  readonly onImported: () => void;
}

/** In a demo, and for one of its clusters: does by a button what lbcli would do. Nothing elsewhere. */
export function DemoImport({ endpoint, confirmed, onImported }: DemoImportProps) {
  const { data: simulated } = useQuery(demoQuery());
  const { mutate, isPending, isSuccess, error } = useMutation(importDemoCredentialMutation());
  if (simulated?.some(({ apiEndpoint }) => apiEndpoint === endpoint) !== true) return null;
  return (
    <fieldset className="ast-demo">
      <legend>This is a demo</legend>
      <p className="ast-quiet">The cluster is simulated: no lbcli is needed.</p>
      <div className="ast-row">
        <Button
          variant="secondary"
          isLoading={isPending}
          isDisabled={isPending}
          onClick={() =>
            mutate({ apiEndpoint: endpoint, tlsFingerprint: confirmed }, { onSuccess: onImported })
          }
        >
          Import the key into the simulated cluster
        </Button>
        <output>{isSuccess ? 'Imported.' : ''}</output>
      </div>
      {error === null ? null : <AttachError error={error.error} />}
    </fieldset>
  );
}
