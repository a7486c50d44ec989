import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Panel } from '#/ui/panel.tsx';

interface UnreachableProps {
  readonly endpoint: string;
  readonly reason: string;
  readonly isTrying: boolean;
  readonly onRetry: () => void;
  readonly onChange: () => void;
}

/** An endpoint that does not answer as a cluster does: why, and what to do. */
export function Unreachable({ endpoint, reason, isTrying, onRetry, onChange }: UnreachableProps) {
  return (
    <Panel title="The endpoint could not be reached">
      <div className="ast-stack">
        <Alert
          isInline
          isLiveRegion
          variant="danger"
          component="h3"
          title={reason === '' ? `${endpoint} does not answer` : reason}
        />
        <ul className="ast-account">
          <li>Is this the management API of a cluster, and not its data or discovery port?</li>
          <li>Is the cluster up, and does the server with this address belong to it?</li>
          <li>
            Does a firewall let the federation through? It is the federation that connects, not this
            browser.
          </li>
        </ul>
        <div className="ast-row">
          <Button variant="primary" isLoading={isTrying} isDisabled={isTrying} onClick={onRetry}>
            Try again
          </Button>
          <Button variant="link" onClick={onChange}>
            Change the endpoint
          </Button>
        </div>
      </div>
    </Panel>
  );
}
