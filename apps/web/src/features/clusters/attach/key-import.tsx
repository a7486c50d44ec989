import type { OperationOutput } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { DownloadIcon } from '@patternfly/react-icons/dist/esm/icons/download-icon';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { demoQuery } from '#/api/cluster-queries.ts';
import { importDemoCredential } from '#/api/cluster-writes.ts';
import { describeOutcome } from '#/api/describe-error.ts';
import { useWrite } from '#/api/use-write.ts';
import { createCredentialLine, keyFileName, pemOf } from '#/domain/lbcli.ts';
import { saveFile } from '#/lib/save-file.ts';
import { CopyText } from '#/ui/copy-text.tsx';
import { FailureAlert } from '#/ui/failure-alert.tsx';

interface DemoImportProps {
  readonly endpoint: string;
  readonly confirmed: string;
  readonly onImported: () => void;
}

/** In a demo, for one of its clusters: a button that does what lbcli would do. Elsewhere nothing. */
function DemoImport({ endpoint, confirmed, onImported }: DemoImportProps) {
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
          isDisabled={isPending}
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

type Credentials = OperationOutput<typeof fleetApi.claimServiceKey>;

interface KeyImportProps {
  readonly credentials: Credentials;
  readonly endpoint: string;
  /** The fingerprint that the admin has confirmed: the key is for this certificate. */
  readonly confirmed: string;
  /** The demo's button has imported the key. */
  readonly onImported: () => void;
}

/** The key file and the command by which an admin imports it on the cluster. */
export function KeyImport({ credentials, endpoint, confirmed, onImported }: KeyImportProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { pubKeyId, pubKey } = credentials;
  const fileName = keyFileName(pubKeyId);
  const pem = pemOf(pubKey) ?? pubKey;
  return (
    <>
      <p>
        Asterism signs in to each cluster with a separate key. Import its public half on the cluster
        once, as a user who can create credentials there.
      </p>
      <ol className="ast-key-steps">
        <li>
          <p>
            Save the key as <code>{fileName}</code> on a machine where you can run lbcli.
          </p>
          <div className="ast-row">
            <Button
              variant="secondary"
              icon={<DownloadIcon />}
              onClick={() => saveFile(fileName, 'application/x-pem-file', pem)}
            >
              Download key file
            </Button>
            <Button variant="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
              {isOpen ? 'Hide key' : 'Show key'}
            </Button>
          </div>
          {isOpen ? <CopyText block text={pem} what="key" /> : null}
        </li>
        <li>
          <p>Import it:</p>
          <CopyText block text={createCredentialLine(pubKeyId)} what="lbcli command" />
        </li>
      </ol>
      <DemoImport endpoint={endpoint} confirmed={confirmed} onImported={onImported} />
    </>
  );
}
