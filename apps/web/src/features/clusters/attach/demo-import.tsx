import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { demoQuery, importDemoCredential } from '#/api/demo.ts';
import { describeOutcome } from '#/api/describe-error.ts';
import { useWrite } from '#/api/use-write.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';

interface DemoImportProps {
  readonly endpoint: string;
  /** The fingerprint that the admin has confirmed: the key is for this certificate. */
  readonly confirmed: string;
  readonly onImported: () => void;
}

/** In a demo, for one of its clusters: a button that does what lbcli would do. Elsewhere nothing. */
export function DemoImport({ endpoint, confirmed, onImported }: DemoImportProps) {
  const { data: simulated } = useQuery(demoQuery());
  const { write, outcome, isPending, reset } = useWrite(importDemoCredential);
  const problem = describeOutcome(outcome);
  if (simulated?.some(({ apiEndpoint }) => apiEndpoint === endpoint) !== true) return null;
  return (
    <fieldset className="ast-demo">
      <legend>Demo</legend>
      <p className="ast-quiet">This cluster is simulated, so you don’t need lbcli.</p>
      <div className="ast-row">
        <Button
          variant="secondary"
          isLoading={isPending}
          isAriaDisabled={isPending}
          onClick={() => {
            reset();
            write({ apiEndpoint: endpoint, tlsFingerprint: confirmed }, ({ kind }) => {
              if (kind === 'done') onImported();
            });
          }}
        >
          Import the key into the simulated cluster
        </Button>
        <output>{outcome?.kind === 'done' ? 'Imported.' : ''}</output>
      </div>
      {problem === undefined ? null : <FailureAlert headingLevel="h3" failure={problem} />}
    </fieldset>
  );
}
