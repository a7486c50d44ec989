import type { OperationOutput } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { DownloadIcon } from '@patternfly/react-icons/dist/esm/icons/download-icon';
import { useState } from 'react';
import { createCredentialLine, keyFileName, pemOf } from '#/domain/lbcli.ts';
import { saveFile } from '#/lib/save-file.ts';
import { CopyText } from '#/ui/copy-text.tsx';

type Credentials = OperationOutput<typeof fleetApi.claimServiceKey>;

interface KeyImportProps {
  readonly credentials: Credentials;
}

/** The key file and the command by which an admin imports it on the cluster. */
export function KeyImport({ credentials }: KeyImportProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { pubKeyId, pubKey } = credentials;
  const fileName = keyFileName(pubKeyId);
  const pem = pemOf(pubKey) ?? pubKey;
  return (
    <div className="ast-stack">
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
    </div>
  );
}
