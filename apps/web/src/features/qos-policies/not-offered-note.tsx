import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { Note } from '#/ui/note.tsx';

interface NotOfferedNoteProps {
  readonly clusters: readonly Freshness[];
  /** By UUID. */
  readonly notOfferedBy: readonly string[];
}

/** Says which clusters know no QoS policies. Renders nothing where all do. */
export function NotOfferedNote({ clusters, notOfferedBy }: NotOfferedNoteProps) {
  if (notOfferedBy.length === 0) return null;
  const names = clusterNamesOf(clusters);
  const list = notOfferedBy.map((id) => names.get(id) ?? id).join(', ');
  return (
    <Note
      tone="info"
      title={`${notOfferedBy.length === 1 ? '1 cluster offers' : `${notOfferedBy.length} clusters offer`} no QoS policies`}
    >
      {list}: the API there answers 501 (not implemented), so none can be created on{' '}
      {notOfferedBy.length === 1 ? 'it' : 'them'}.
    </Note>
  );
}
