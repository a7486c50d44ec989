import type { VolumeDependents as Dependents } from '@asterism/api-types/fleet-api/volume-dependents';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useQuery } from '@tanstack/react-query';
import { dependentsQuery } from '#/api/snapshot-queries.ts';
import { isCurrent } from '#/domain/is-current.ts';
import { NamedClones } from '#/domain/named-clones.tsx';
import { counted } from '#/lib/counted.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SideLink } from '#/ui/side-link.tsx';

function Snapshots({ of, volumeId }: { readonly of: Dependents; readonly volumeId: string }) {
  const { snapshots } = of;
  if (snapshots === undefined) {
    return <li>Its snapshots stay. How many there are is not known yet.</li>;
  }
  const { total, newest, stored } = snapshots;
  if (total === 0) {
    return (
      <li>
        <strong>It has no snapshots: nothing will be left of its data.</strong>
      </li>
    );
  }
  return (
    <li>
      <SideLink to={paths.volumeSnapshots(volumeId)}>
        {counted(total, 'snapshot', 'snapshots')}
      </SideLink>{' '}
      of it {total === 1 ? 'stays' : 'stay'}, {total === 1 ? 'taken' : 'the newest taken'}{' '}
      <RelativeTime value={newest} />
      {stored === '0' ? null : (
        <>
          , and {total === 1 ? 'occupies' : 'occupy'} <Bytes value={stored} />
        </>
      )}
      .
    </li>
  );
}

function Clones({ clones }: Pick<Dependents, 'clones'>) {
  if (clones === undefined || clones.total === 0) return null;
  return (
    <li>
      {counted(clones.total, 'clone', 'clones')} of {clones.total === 1 ? 'it stays' : 'it stay'}:{' '}
      <NamedClones clones={clones} link={SideLink} />
    </li>
  );
}

/** What was made of a volume and stays when it is deleted: its snapshots, and their clones. */
export function VolumeDependents({ volume }: { readonly volume: Volume }) {
  const { data, error } = useQuery(dependentsQuery(volume.UUID));
  if (error !== null) return <li>Its snapshots and clones stay. They can’t be counted now.</li>;
  if (data === undefined) return <li>Its snapshots and clones stay. Counting them …</li>;
  const [freshness] = data.clusters;
  return (
    <>
      <Snapshots of={data} volumeId={volume.UUID} />
      <Clones clones={data.clones} />
      {freshness === undefined || isCurrent(freshness) ? null : (
        <li>
          This is as of <RelativeTime value={freshness.asOf} />: its cluster can’t be reached now.
        </li>
      )}
    </>
  );
}
