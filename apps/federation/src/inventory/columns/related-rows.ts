import type { PlacedVolume } from '@asterism/api-types/rules/domain-loss';
import { createBitSet, filterBits, intersect, type BitSet, unite } from './bit-set.ts';
import type { VolumeColumns } from './volume-columns.ts';

/** Something that has volumes: exactly one of these. */
export interface Relation {
  /** The NQN of a host: volumes whose ACL names it, or that it is connected to. */
  readonly host?: string | undefined;
  /** The UUID of a node: volumes with a replica on it. */
  readonly node?: string | undefined;
  /** The UUID of a node: volumes whose primary it is. */
  readonly primaryNode?: string | undefined;
  /** Those volumes of a cluster that lie on its nodes just so. */
  readonly placed?: {
    readonly clusterId: string;
    readonly isMeant: (volume: PlacedVolume) => boolean;
  };
}

/** The linked rows that have this very text among those that rows share, wherever they have it. */
function rowsWithText(columns: VolumeColumns, text: string): BitSet {
  const { searched } = columns;
  const { texts } = searched;
  const codes = texts.codesWith(text.toLowerCase());
  filterBits(codes, (code) => texts.entryOf(code)?.text === text);
  const rows = createBitSet(columns.limit());
  columns.index.markTexts(codes, rows, (slot) => searched.hasText(slot, codes));
  intersect(rows, columns.links());
  return rows;
}

/** The linked rows of the volumes that a node has. Each row is looked at: of all that it takes, the nodes come first. */
function rowsOnNode(columns: VolumeColumns, uuid: string, asPrimary: boolean): BitSet {
  const { packed } = columns;
  const node = packed.nodeCode(uuid);
  const rows = createBitSet(columns.limit());
  if (node === undefined) return rows;
  unite(rows, columns.links());
  filterBits(rows, (slot) => packed.isOn(slot, node, asPrimary));
  return rows;
}

/** Where the volume of a row is, and how it is. */
export function placedAt(
  { packed, groups, groupCodes }: VolumeColumns,
  slot: number,
): PlacedVolume {
  const { state, protection } = groups.group(groupCodes.at(slot));
  return { replicas: packed.nodes(slot), state, protection };
}

function rowsPlaced(
  columns: VolumeColumns,
  { clusterId, isMeant }: NonNullable<Relation['placed']>,
): BitSet {
  const { groups, groupCodes } = columns;
  const rows = createBitSet(columns.limit());
  unite(rows, columns.links());
  filterBits(
    rows,
    (slot) =>
      groups.group(groupCodes.at(slot)).home.clusterId === clusterId &&
      isMeant(placedAt(columns, slot)),
  );
  return rows;
}

/** The linked rows of the volumes that something has. */
export function relatedRows(columns: VolumeColumns, relation: Relation): BitSet {
  const { host, node, primaryNode, placed } = relation;
  if (placed !== undefined) return rowsPlaced(columns, placed);
  if (primaryNode !== undefined) return rowsOnNode(columns, primaryNode, true);
  if (node !== undefined) return rowsOnNode(columns, node, false);
  if (host === undefined) return createBitSet(columns.limit());
  const rows = rowsWithText(columns, host);
  filterBits(rows, (slot) => {
    const { acl, connectedHosts } = columns.searched.read(slot);
    return acl.values.includes(host) || connectedHosts.includes(host);
  });
  return rows;
}
