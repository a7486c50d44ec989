import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { Alert, AlertActionLink } from '@patternfly/react-core/dist/esm/components/Alert';
import { useRights } from '#/api/session.ts';
import type { ApiFailure } from '#/api/api-failure.ts';
import { describeError } from '#/api/describe-error.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { TroubleNote } from './trouble-note.tsx';

interface VolumeNotesProps {
  readonly volume: Volume;
  readonly isStale: boolean;
  readonly failure: ApiFailure | undefined;
  readonly freshness: Freshness | undefined;
  readonly trouble: VolumeTrouble | undefined;
  readonly onRetry: () => unknown;
}

/** Notes above a volume’s data: it is out of date, or something is wrong. */
export function VolumeNotes({
  volume,
  isStale,
  failure,
  freshness,
  trouble,
  onRetry,
}: VolumeNotesProps) {
  const { isClusterAdmin } = useRights();
  return (
    <>
      {isStale ? (
        <Alert
          isInline
          variant="warning"
          component="h2"
          title="This data may be out of date: the volume’s cluster can’t be reached"
          actionLinks={<AlertActionLink onClick={() => void onRetry()}>Try again</AlertActionLink>}
        >
          Shown as of <RelativeTime value={freshness?.asOf} />.{' '}
          {failure === undefined ? freshness?.error : describeError(failure.error).advice}
        </Alert>
      ) : null}
      {trouble === undefined ? null : (
        <TroubleNote
          trouble={trouble}
          clusterId={volume.clusterId}
          isClusterAdmin={isClusterAdmin}
        />
      )}
    </>
  );
}
