import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { snapshotsQuery } from '#/api/snapshot-queries.ts';
import { counted } from '#/lib/counted.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { ReadPanel } from './read-panel.tsx';
import { SnapshotStateLabel } from './snapshot-state.tsx';
import './recent-list.css';

interface OfProject {
  /** Without one, of all projects of whoever looks. */
  readonly project?: string;
}

const SHOWN = 5;

/** The newest snapshots, as they are shown by {@link NewestSnapshots}. */
export const newestSnapshotsQuery = (of: OfProject = {}) =>
  snapshotsQuery({ ...of, sort: 'created', order: 'desc', limit: String(SHOWN) });

/** The newest snapshots, what all of them take, and the way to all. */
export function NewestSnapshots(of: OfProject) {
  return (
    <ReadPanel
      title="Newest snapshots"
      all={{ to: paths.snapshots(of), text: 'All snapshots' }}
      read={useQuery(newestSnapshotsQuery(of))}
      lines={SHOWN}
    >
      {(data) =>
        data.total === 0 ? (
          <p className="ast-quiet">
            None yet: take one, or have them taken by a schedule, on the page of a volume.
          </p>
        ) : (
          <>
            <ul className="ast-plain-list ast-recent">
              {data.snapshots.map((one) => (
                <li key={one.UUID}>
                  <span>
                    <Link to={paths.volumeSnapshots(one.sourceVolumeUUID)}>{one.name}</Link>{' '}
                    <span className="ast-quiet">of {one.sourceVolumeName}</span>
                  </span>
                  <SnapshotStateLabel state={one.state} />
                  <RelativeTime value={one.creationTime} />
                </li>
              ))}
            </ul>
            <p className="ast-quiet">
              {counted(data.total, 'snapshot', 'snapshots')}
              {data.totals.stored === '0' ? null : (
                <>
                  {' that occupy '}
                  <Bytes value={data.totals.stored} />
                </>
              )}
            </p>
          </>
        )
      }
    </ReadPanel>
  );
}
