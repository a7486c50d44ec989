import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { createByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { createDictionary } from './dictionary.ts';
import {
  packNumber,
  packText,
  packTime,
  readCounter,
  readNumber,
  readText,
  readTime,
  skipText,
  skipTime,
} from './own-fields.ts';
import { createPackedRows, type PackedRows } from './packed-rows.ts';
import { searchedName } from './searched-rows.ts';

/** What many volumes have in common, and the kinds of the fields that are packed one by one. */
interface Template {
  readonly UUID: string;
  readonly replicaCount: number;
  readonly compression: string;
  readonly rebuildProgress: string;
  readonly sectorSize: number;
  readonly qosPolicyUUID: string;
  readonly sourceSnapshotName: string;
  readonly placementRestrictions: Volume['placementRestrictions'];
  readonly kinds: string;
}

const COUNTERS = [
  'logicalUsedStorage',
  'physicalUsedStorage',
  'physicalCapacity',
  'physicalOwnedCapacity',
  'physicalOwnedMemory',
  'physicalMemory',
  'userWritten',
] as const satisfies readonly (keyof Volume['statistics'])[];
const NUMBERS = [
  'compressionRatio',
  'totalCompressionRatio',
  'unrecoverableDataIntegrityErrors',
  'recoverableDataIntegrityErrors',
] as const satisfies readonly (keyof Volume['statistics'])[];

/** The fields of a volume that are kept elsewhere: by the searched row, the group and the UUID. */
type KeptElsewhere =
  | 'UUID'
  | 'name'
  | 'labels'
  | 'acl'
  | 'IPAcl'
  | 'connectedHosts'
  | 'qosPolicyName'
  | 'state'
  | 'protectionState'
  | 'projectName'
  | 'clusterId';

export type PackedFields = Omit<Volume, KeptElsewhere> & {
  /** The UUID as its cluster writes it, where that is not in lower case. */
  readonly writtenUuid: string;
  /** The name, where the searched row has it otherwise. */
  readonly writtenName: string;
};

/** What a volume takes, in bytes, and how well it is compressed. */
export interface RowUsage {
  logical: number;
  physical: number;
  ratio: number;
}

/** The columns that a packed row relies on. */
export interface RowNumbers {
  readonly size: number;
  readonly created: number;
}

/**
 * All of a volume that nothing sorts, filters or searches by, so packed that the very same comes out: a template that many
 * rows share, nodes by their codes, and the rest in the shortest form of each field. About 50 bytes.
 */
export interface PackedVolumes {
  readonly rows: PackedRows;
  pack(volume: Volume, numbers: RowNumbers, out: ByteWriter): void;
  read(slot: number, numbers: RowNumbers): PackedFields;
  replicas(slot: number): number;
  /** The UUID of the snapshot that the volume was cloned from, or empty text. */
  sourceSnapshot(slot: number): string;
  compression(slot: number): string;
  /** The code of a node that volumes name; undefined when none does. */
  nodeCode(uuid: string): number | undefined;
  /** Whether the volume has the node, as its primary if it is to be that. */
  isOn(slot: number, node: number, asPrimary: boolean): boolean;
  /** The UUIDs of the volume's nodes, its primary among them. */
  nodes(slot: number): string[];
  /** Read without the rest of the row; right until the next one is read. */
  usage(slot: number): Readonly<RowUsage>;
  /** See {@link PackedFields.writtenUuid}. */
  writtenUuid(slot: number): string;
  /** One row more, or less, has what its packed row names. */
  addHolder(slot: number): void;
  release(slot: number): void;
}

const EXACT_SIZE_MAX = Number.MAX_SAFE_INTEGER;
const sizeText = (size: number): string => (size <= EXACT_SIZE_MAX ? String(size) : '');

export function createPackedVolumes(): PackedVolumes {
  const rows = createPackedRows();
  const templates = createDictionary<Template>();
  const nodes = createDictionary<string>();
  const reader = createByteReader();

  const codeOfNode = (uuid: string): number => nodes.known(uuid) ?? nodes.add(uuid, uuid);

  function templateCode(volume: Volume, kinds: string): number {
    const { UUID } = volume;
    const template: Template = {
      UUID: UUID === UUID.toLowerCase() ? '' : UUID,
      replicaCount: volume.replicaCount,
      compression: volume.compression,
      rebuildProgress: volume.rebuildProgress,
      sectorSize: volume.sectorSize,
      qosPolicyUUID: volume.qosPolicyUUID,
      sourceSnapshotName: volume.sourceSnapshotName,
      placementRestrictions: volume.placementRestrictions,
      kinds,
    };
    const text = JSON.stringify(template);
    return templates.known(text) ?? templates.add(text, template);
  }

  /** Packs the statistics, and returns their kinds: that of one which has been before is its place. */
  function packStatistics(statistics: Volume['statistics'], out: ByteWriter): string {
    let kinds = '';
    for (const [at, name] of COUNTERS.entries()) {
      const text = statistics[name];
      const same = text.length < 3 ? -1 : COUNTERS.findIndex((one) => statistics[one] === text);
      kinds += same >= 0 && same < at ? String(same) : packText(text, out);
    }
    for (const name of NUMBERS) kinds += packNumber(statistics[name], out);
    return kinds;
  }

  function readStatistics(kinds: string, from: number): Volume['statistics'] {
    const counters: string[] = [];
    for (let i = 0; i < COUNTERS.length; i += 1) {
      const kind = kinds[from + i] ?? '';
      counters.push(
        kind >= '0' && kind <= '9' ? (counters[Number(kind)] ?? '') : readText(kind, reader),
      );
    }
    const numbers = NUMBERS.map((_, i) =>
      readNumber(kinds[from + COUNTERS.length + i] ?? '', reader),
    );
    return {
      logicalUsedStorage: counters[0] ?? '',
      physicalUsedStorage: counters[1] ?? '',
      physicalCapacity: counters[2] ?? '',
      physicalOwnedCapacity: counters[3] ?? '',
      physicalOwnedMemory: counters[4] ?? '',
      physicalMemory: counters[5] ?? '',
      userWritten: counters[6] ?? '',
      compressionRatio: numbers[0] ?? 0,
      totalCompressionRatio: numbers[1] ?? 0,
      unrecoverableDataIntegrityErrors: numbers[2] ?? 0,
      recoverableDataIntegrityErrors: numbers[3] ?? 0,
    };
  }

  const usage: RowUsage = { logical: 0, physical: 0, ratio: 0 };
  const counters = new Float64Array(COUNTERS.length);

  function readUsage(slot: number): RowUsage {
    const { kinds } = templateOf(slot);
    const kind = (at: number): string => kinds[at] ?? '';
    for (let left = reader.integer(); left > 0; left -= 1) reader.integer();
    // The primary node, then the fields in the order that they are packed in.
    reader.integer();
    for (let at = 0; at < 4; at += 1) skipText(kind(at), reader);
    if (kind(4) !== '=') skipText(kind(4), reader);
    skipTime(kind(5), reader);
    readNumber(kind(6), reader);
    for (let i = 0; i < COUNTERS.length; i += 1) {
      const own = kind(7 + i);
      counters[i] =
        own >= '0' && own <= '9' ? (counters[Number(own)] ?? 0) : readCounter(own, reader);
    }
    usage.logical = counters[0] ?? 0;
    usage.physical = counters[1] ?? 0;
    usage.ratio = readNumber(kind(7 + COUNTERS.length), reader);
    return usage;
  }

  function packOwn(volume: Volume, { size, created }: RowNumbers, out: ByteWriter): string {
    return (
      packText(volume.name === searchedName(volume.name) ? '' : volume.name, out) +
      packText(volume.ETag, out) +
      packText(volume.pgUUID, out) +
      packText(volume.sourceSnapshotUUID, out) +
      (volume.size === sizeText(size) ? '=' : packText(volume.size, out)) +
      packTime(volume.creationTime, created, out) +
      packNumber(volume.nsid, out) +
      packStatistics(volume.statistics, out)
    );
  }

  const start = (slot: number): void => reader.start(rows.bytesOf(slot), rows.startOf(slot));

  function templateOf(slot: number): Template {
    start(slot);
    return templates.entry(reader.integer());
  }

  /** Visits what the row has of what rows share. */
  function each(slot: number, template: (code: number) => void, node: (code: number) => void) {
    start(slot);
    template(reader.integer());
    for (let left = reader.integer(); left > 0; left -= 1) node(reader.integer());
  }

  function readSourceSnapshot(slot: number): string {
    const { kinds } = templateOf(slot);
    const kind = kinds[3] ?? '';
    if (kind === 'e') return '';
    for (let left = reader.integer(); left > 0; left -= 1) reader.integer();
    reader.integer();
    for (let at = 0; at < 3; at += 1) skipText(kinds[at] ?? '', reader);
    return readText(kind, reader);
  }

  function isOn(slot: number, node: number, asPrimary: boolean): boolean {
    start(slot);
    reader.integer();
    const count = reader.integer();
    let place = -1;
    for (let at = 0; at < count; at += 1) if (reader.integer() === node) place = at;
    if (place < 0 || !asPrimary) return place >= 0;
    const primary = reader.integer();
    return primary === 1 ? place === count - 1 : place === primary - 2;
  }

  return {
    rows,
    isOn,
    nodes(slot) {
      templateOf(slot);
      const its: string[] = [];
      for (let left = reader.integer(); left > 0; left -= 1)
        its.push(nodes.entry(reader.integer()));
      return its;
    },
    nodeCode: (uuid) => nodes.known(uuid) ?? nodes.known(uuid.toLowerCase()),
    pack(volume, numbers, out) {
      const { nodeList, primaryNodeUUID } = volume;
      const own = out;
      own.start();
      const kinds = packOwn(volume, numbers, own);
      const packed = own.bytes.slice(0, own.length);
      out.start();
      out.integer(templateCode(volume, kinds));
      // The primary node is one of the nodes, or is written after them.
      const place = nodeList.indexOf(primaryNodeUUID);
      const isExtra = primaryNodeUUID !== '' && place < 0;
      out.integer(nodeList.length + (isExtra ? 1 : 0));
      for (const node of nodeList) out.integer(codeOfNode(node));
      if (isExtra) out.integer(codeOfNode(primaryNodeUUID));
      out.integer(isExtra ? 1 : primaryNodeUUID === '' ? 0 : place + 2);
      out.raw(packed);
    },
    read(slot, numbers) {
      const template = templateOf(slot);
      const nodeList = Array.from({ length: reader.integer() }, () =>
        nodes.entry(reader.integer()),
      );
      const primary = reader.integer();
      const extra = primary === 1 ? nodeList.pop() : undefined;
      const { kinds } = template;
      return {
        writtenUuid: template.UUID,
        replicaCount: template.replicaCount,
        compression: template.compression,
        rebuildProgress: template.rebuildProgress,
        sectorSize: template.sectorSize,
        qosPolicyUUID: template.qosPolicyUUID,
        sourceSnapshotName: template.sourceSnapshotName,
        placementRestrictions: template.placementRestrictions,
        nodeList,
        primaryNodeUUID: extra ?? nodeList[primary - 2] ?? '',
        writtenName: readText(kinds[0] ?? '', reader),
        ETag: readText(kinds[1] ?? '', reader),
        pgUUID: readText(kinds[2] ?? '', reader),
        sourceSnapshotUUID: readText(kinds[3] ?? '', reader),
        size: kinds[4] === '=' ? sizeText(numbers.size) : readText(kinds[4] ?? '', reader),
        creationTime: readTime(kinds[5] ?? '', numbers.created, reader),
        nsid: readNumber(kinds[6] ?? '', reader),
        statistics: readStatistics(kinds, 7),
      };
    },
    replicas: (slot) => templateOf(slot).replicaCount,
    compression: (slot) => templateOf(slot).compression,
    sourceSnapshot: readSourceSnapshot,
    usage: readUsage,
    writtenUuid: (slot) => templateOf(slot).UUID,
    addHolder: (slot) => each(slot, templates.addHolder, nodes.addHolder),
    release: (slot) => each(slot, templates.release, nodes.release),
  };
}
