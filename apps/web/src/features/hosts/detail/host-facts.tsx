import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { useRights } from '#/api/session.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { LinksInLine } from '#/ui/links-in-line.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

interface HostFactsProps {
  readonly hostNQN: string;
  /** Undefined while it is on its way. */
  readonly host: FleetHost | undefined;
  readonly clusterNames: ReadonlyMap<string, string>;
}

/** What there is to say of a host, in one line. */
export function HostFacts({ hostNQN, host, clusterNames }: HostFactsProps) {
  const { isClusterAdmin } = useRights();
  if (host === undefined) return <CopyText text={hostNQN} what="NQN" />;
  const { friendly, volumes, connectedVolumes, capacity, clusterIds } = host;
  return (
    <>
      {friendly === undefined ? null : (
        <>
          <CopyText text={hostNQN} what="NQN" /> · named by {friendly.setBy}{' '}
          <RelativeTime value={friendly.setAt} /> ·{' '}
        </>
      )}
      {formatCount(volumes)} {volumes === 1 ? 'volume' : 'volumes'} ({formatCount(connectedVolumes)}{' '}
      connected), <Bytes value={capacity} /> on{' '}
      <LinksInLine
        names={clusterIds.map((id) => ({
          name: clusterNames.get(id) ?? id,
          to: isClusterAdmin ? paths.cluster(id) : undefined,
        }))}
      />
    </>
  );
}
