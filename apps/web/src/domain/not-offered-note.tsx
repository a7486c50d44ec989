import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Note } from '#/ui/note.tsx';
import { clusterNamesOf } from './cluster-name.ts';

interface NotOfferedNoteProps {
  /** What they do not offer, as a plural: `QoS policies`. */
  readonly what: string;
  readonly clusters: readonly Freshness[];
  /** By UUID. */
  readonly notOfferedBy: readonly string[];
}

/** Says which clusters offer none of something. Renders nothing where all do. */
export function NotOfferedNote({ what, clusters, notOfferedBy }: NotOfferedNoteProps) {
  if (notOfferedBy.length === 0) return null;
  const names = clusterNamesOf(clusters);
  const list = notOfferedBy.map((id) => names.get(id) ?? id).join(', ');
  return (
    <Note
      tone="info"
      title={`${notOfferedBy.length === 1 ? '1 cluster offers' : `${notOfferedBy.length} clusters offer`} no ${what}`}
    >
      {list}: the API there answers 501 (not implemented), so none can be created on{' '}
      {notOfferedBy.length === 1 ? 'it' : 'them'}.
    </Note>
  );
}
