import type { Trouble, VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Link } from 'react-router';
import { whyText } from '#/domain/trouble-words.ts';
import { paths } from '#/lib/paths.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';

/** What is wrong, what it means, and what to do: for an admin of clusters, and for a user of the project. */
interface TroubleWords {
  readonly title: string;
  readonly meaning: string;
  readonly toDo: string;
  readonly toDoForUsers: string;
}

const ASK = 'Contact your storage administrator.';

const WORDS: Record<Trouble, TroubleWords> = {
  Failed: {
    title: 'This volume has failed',
    meaning: 'The cluster could not create it, so it holds no data.',
    toDo: 'Create it again under another name. A failed volume can’t be edited or deleted through the API: the cluster’s support removes it.',
    toDoForUsers: `Create it again under another name. ${ASK} They have the failed one removed.`,
  },
  NotAvailable: {
    title: 'This volume is not available',
    meaning: 'No replica can be reached, so hosts can neither read nor write.',
    toDo: 'Bring its nodes back. The volume returns by itself when one with current data is active.',
    toDoForUsers: `Stop what uses the volume, so that it does not fail half-way. ${ASK}`,
  },
  ReadOnly: {
    title: 'This volume is read-only',
    meaning: 'Hosts can read, and every write fails.',
    toDo: 'Bring its nodes back. If the cluster is nearly full, free space or add drives; then writes succeed again.',
    toDoForUsers: `Stop what writes to the volume. ${ASK}`,
  },
  Degraded: {
    title: 'This volume is degraded',
    meaning:
      'A replica is missing or being rebuilt. Hosts can read and write, with less protection.',
    toDo: 'Bring the missing node back, or wait for the rebuild. Restart no other node of this volume until then.',
    toDoForUsers: `You can go on working. ${ASK} They see whether a node must be brought back.`,
  },
};

interface TroubleNoteProps {
  readonly trouble: VolumeTrouble;
  readonly clusterId: string;
  readonly isClusterAdmin: boolean;
}

/** Says what is wrong with a volume, since when, why, and what to do about it. */
export function TroubleNote({ trouble, clusterId, isClusterAdmin }: TroubleNoteProps) {
  const { since, isAtLeast } = trouble;
  const { title, meaning, toDo, toDoForUsers } = WORDS[trouble.trouble];
  return (
    <Alert
      isInline
      variant={trouble.trouble === 'Degraded' ? 'warning' : 'danger'}
      component="h2"
      title={title}
    >
      <div className="ast-stack">
        <p>
          {meaning} {isAtLeast ? 'Since at least' : 'Since'} <RelativeTime value={since} exact />.
        </p>
        <p>
          <strong>Why:</strong> {whyText(trouble)}.
        </p>
        <p>
          <strong>What to do:</strong> {isClusterAdmin ? toDo : toDoForUsers}{' '}
          {isClusterAdmin && trouble.trouble !== 'Failed' ? (
            <Link to={paths.clusterNodes(clusterId)}>View the cluster’s nodes</Link>
          ) : null}
        </p>
      </div>
    </Alert>
  );
}
