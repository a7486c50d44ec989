import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { TransitionalState } from '@asterism/api-types/rules/volume-states';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useRights } from '#/api/session.ts';
import { transitionQuery } from '#/api/transition-queries.ts';
import { ageText, GOING_ON, isSlow } from '#/domain/transition-words.ts';
import { paths } from '#/lib/paths.ts';
import { useNow } from '#/ui/clock.ts';

/** What to do about a state that does not end, for an admin of clusters. */
const TO_DO: Readonly<Record<TransitionalState, string>> = {
  Creating:
    'Look whether the cluster’s nodes are active. If it stays like this, create the volume under another name and have this one removed by the cluster’s support.',
  Updating:
    'Look whether the cluster’s nodes are active. Hosts can go on using the volume; change nothing else of it until then.',
  Deleting:
    'Look whether the cluster’s nodes are active: a deletion waits for each that has a replica. It can’t be undone or started again. If all are active, tell the cluster’s support the volume’s UUID.',
  Rollback:
    'Look whether the cluster’s nodes are active. Hosts can’t use the volume until then; roll back nothing else.',
};
const ASK = 'Contact your storage administrator: they see whether the cluster’s nodes are active.';

interface SlowNoteProps {
  readonly volume: Volume;
  readonly state: TransitionalState;
}

/** For how long a volume has been in a state that ends by itself; once that is unusual, what to do. */
export function SlowNote({ volume, state }: SlowNoteProps) {
  const { isClusterAdmin } = useRights();
  const now = useNow();
  const { data } = useQuery(transitionQuery(volume.UUID));
  const transition = data?.transitions.find((one) => one.state === state);
  if (transition === undefined || !isSlow(transition, now)) return null;
  return (
    <Alert
      isInline
      variant="warning"
      component="h2"
      title={`This volume takes unusually long: ${GOING_ON[state].toLowerCase()} ${ageText(transition, now)}`}
    >
      <strong>What to do:</strong> {isClusterAdmin ? TO_DO[state] : ASK}{' '}
      {isClusterAdmin ? (
        <Link to={paths.clusterNodes(volume.clusterId)}>View the cluster’s nodes</Link>
      ) : null}
    </Alert>
  );
}

/** For how long it has been in that state, in the line that says so. */
export function StateAge({ volume, state }: SlowNoteProps) {
  const now = useNow();
  const { data } = useQuery(transitionQuery(volume.UUID));
  const transition = data?.transitions.find((one) => one.state === state);
  return transition === undefined ? null : <> Already {ageText(transition, now)}.</>;
}
