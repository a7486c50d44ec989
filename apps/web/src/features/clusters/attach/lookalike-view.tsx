import type { Lookalike } from '@asterism/api-types/fleet-api/attach-api';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { paths } from '#/lib/paths.ts';
import { CopyText } from '#/ui/copy-text.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { describeLookalike } from './describe-lookalike.ts';

interface LookalikeViewProps {
  readonly endpoint: string;
  readonly lookalike: Lookalike;
  /** Continues the attach, as for a new cluster. */
  readonly onNew: () => void;
  readonly onChange: () => void;
}

/** Says which attached cluster an endpoint resembles, what that may mean, and what to do in each case. */
export function LookalikeView({ endpoint, lookalike, onNew, onChange }: LookalikeViewProps) {
  const { clusterId: id, name, identity, reportedUUID } = lookalike;
  const known = clusterName({ id, name });
  const { title, explanation, isNew, atCluster } = describeLookalike(lookalike, known);
  // While it is not certain who answers there, the link to the known cluster comes first.
  const isSurelyNew = identity === 'other';
  return (
    <Panel title={title}>
      <div className="ast-stack">
        <Alert
          isInline
          variant={isNew ? 'warning' : 'info'}
          component="h3"
          title={explanation.seen}
        />
        {reportedUUID === '' ? null : (
          <p>
            The attached cluster has the UUID{' '}
            <CopyText text={id} what="UUID of the attached cluster" />; {endpoint} answers with{' '}
            <CopyText text={reportedUUID} what="reported UUID" />.
          </p>
        )}
        <ul className="ast-sentences">
          {explanation.meanings.map((meaning) => (
            <li key={meaning}>{meaning}</li>
          ))}
        </ul>
        <div className="ast-row">
          {isNew ? (
            <Button variant={isSurelyNew ? 'primary' : 'secondary'} onClick={onNew}>
              Attach as a new cluster
            </Button>
          ) : null}
          <LinkButton variant={isSurelyNew ? 'secondary' : 'primary'} to={paths.cluster(id)}>
            {atCluster}
          </LinkButton>
          <Button variant="link" onClick={onChange}>
            Change endpoint
          </Button>
        </div>
      </div>
    </Panel>
  );
}
