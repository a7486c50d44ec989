import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { provisionedBytes } from '@asterism/api-types/rules/storage-ratio';
import type { BitSet } from './bit-set.ts';
import { createByteWriter } from './byte-writer.ts';
import { createChangeLog, type ChangeLog } from './change-log.ts';
import { growingDoubles, growingIntegers, type GrowingArray } from './growing-array.ts';
import { createNameCharacters, type NameCharacters } from './name-characters.ts';
import { createPackedVolumes, type PackedVolumes } from './packed-volumes.ts';
import { createSearchIndex, type SearchIndex } from './search-index.ts';
import {
  createSearchedRows,
  isOddName,
  nameLength,
  nameStart,
  type SearchedRows,
} from './searched-rows.ts';
import { createSlotSet, type SlotSet } from './slot-set.ts';
import { createUuidIndex, NONE, type UuidIndex } from './uuid-index.ts';
import { createVolumeGroups, type VolumeHome, type VolumeGroups } from './volume-groups.ts';
import { createVolumeOrders, type VolumeOrders } from './volume-orders.ts';

/**
 * All volumes in packed columns: a row is a number, its slot, by which every column has its part of it. A row is first staged,
 * which nobody sees, then linked: from then on it is found, counted, sorted and searched. Everything is right at every moment,
 * and no call takes longer than a row does: about 5 us to stage one, 15 to link it, 5 to read it.
 */
export interface VolumeColumns {
  /** Every slot is below it. */
  limit(): number;
  /** How many rows are linked. */
  linked(): number;
  isLinked(slot: number): boolean;
  /** The linked rows; not kept over a change. */
  links(): BitSet;
  /** A new row that is not linked; undefined when the row `known` is already the very same volume. */
  stage(home: VolumeHome, volume: Volume, known: number): number | undefined;
  link(staged: number): void;
  /** Gives the linked row what the staged one of the same UUID and cluster has, which is gone then. */
  replace(slot: number, staged: number): void;
  /** Removes a row, linked or not. */
  remove(slot: number): void;
  read(slot: number): Volume;
  /** Its UUID as its cluster writes it. */
  writtenUuid(slot: number): string;
  /** Bytes: size times replicas. */
  provisioned(slot: number): bigint;

  readonly groups: VolumeGroups;
  readonly groupCodes: Pick<GrowingArray<Uint32Array>, 'at' | 'segments'>;
  readonly uuids: UuidIndex;
  readonly searched: SearchedRows;
  readonly packed: Pick<
    PackedVolumes,
    'replicas' | 'compression' | 'sourceSnapshot' | 'usage' | 'nodeCode' | 'nodes' | 'isOn'
  >;
  /** Bytes, and milliseconds since the epoch; 0 when that is not known. */
  readonly sizes: Pick<GrowingArray<Float64Array>, 'at'>;
  readonly created: Pick<GrowingArray<Float64Array>, 'at'>;
  readonly index: SearchIndex;
  readonly characters: NameCharacters;
  readonly orders: VolumeOrders;
  /** Rows whose name is not searched by its bytes. */
  readonly odd: Pick<SlotSet, 'has' | 'size' | 'bits'>;
  /** Of linked rows: that one came, went or is another now. */
  readonly changes: Pick<ChangeLog, 'count' | 'after'>;
}

export function createVolumeColumns(): VolumeColumns {
  const groups = createVolumeGroups();
  const uuids = createUuidIndex();
  const searched = createSearchedRows();
  const packed = createPackedVolumes();
  const characters = createNameCharacters();
  const sizes = growingDoubles();
  const created = growingDoubles();
  const groupCodes = growingIntegers();
  const odd = createSlotSet();
  const links = createSlotSet();
  const changes = createChangeLog();
  const searchedRow = createByteWriter();
  const packedRow = createByteWriter();
  const free: number[] = [];
  let limit = 0;

  const groupOf = (slot: number) => groups.group(groupCodes.at(slot));

  const index = createSearchIndex({
    limit: () => limit,
    linked: links.size,
    textLimit: searched.texts.limit,
    addTo(postings, slot) {
      if (!links.has(slot)) return;
      uuids.eachByte(slot, (byte) => postings.addByte(slot, byte));
      searched.eachText(slot, (code) => {
        postings.addText(slot, code);
        const stem = searched.texts.stemOf(code);
        if (stem !== NONE) postings.addStem(slot, stem);
      });
      if (!odd.has(slot))
        onName(slot, (bytes, from, to) => postings.addName(slot, bytes, from, to));
    },
  });
  const orders = createVolumeOrders({
    size: sizes,
    created,
    searched,
    packed,
    groups,
    groupCodes,
    isOdd: (slot) => odd.size() > 0 && odd.has(slot),
    compareUuids: uuids.compare,
  });

  function onName(
    slot: number,
    visit: (bytes: Uint8Array, from: number, to: number) => void,
  ): void {
    const bytes = searched.rows.bytesOf(slot);
    const row = searched.rows.startOf(slot);
    const start = nameStart(bytes, row);
    visit(bytes, start, start + nameLength(bytes, row));
  }

  /** Notes what of the row's name is asked before it is looked at. */
  function writeName(slot: number, isOdd: boolean): void {
    if (isOdd) {
      odd.add(slot);
      characters.write(slot, searchedRow.bytes, 0, 0);
    } else {
      odd.delete(slot);
      onName(slot, (bytes, from, to) => characters.write(slot, bytes, from, to));
    }
    searched.eachText(slot, (code) => characters.add(slot, searched.texts.charactersOf(code)));
  }

  function take(): number {
    const reused = free.pop();
    if (reused !== undefined) return reused;
    limit += 1;
    sizes.reach(limit);
    created.reach(limit);
    groupCodes.reach(limit);
    return limit - 1;
  }

  /** Counts what a row has of what rows share. */
  function addHolder(slot: number): void {
    groups.addHolder(groupCodes.at(slot));
    packed.addHolder(slot);
    searched.eachText(slot, searched.texts.addHolder);
  }

  function release(slot: number): void {
    groups.release(groupCodes.at(slot));
    packed.release(slot);
    searched.eachText(slot, searched.texts.release);
  }

  function setFree(slot: number): void {
    odd.delete(slot);
    searched.rows.write(slot, searchedRow.bytes, 0);
    packed.rows.write(slot, packedRow.bytes, 0);
    free.push(slot);
  }

  /** Writes over a linked row what another has; the order of names is not touched. */
  function overwrite(slot: number, from: number): void {
    release(slot);
    groupOf(from).rows += 1;
    sizes.set(slot, sizes.at(from));
    created.set(slot, created.at(from));
    groupCodes.set(slot, groupCodes.at(from));
    packed.rows.copy(from, slot);
    const { rows } = searched;
    const isFoundAlike = rows.isSame(
      slot,
      rows.bytesOf(from).subarray(rows.startOf(from), rows.endOf(from)),
      rows.endOf(from) - rows.startOf(from),
    );
    if (isFoundAlike) return;
    rows.copy(from, slot);
    writeName(slot, odd.has(from));
    index.outdate(slot);
    index.add(slot);
  }

  const columns: VolumeColumns = {
    limit: () => limit,
    linked: links.size,
    isLinked: links.has,
    links: links.bits,
    stage(home, volume, known) {
      const size = Number(volume.size);
      const numbers = { size, created: Date.parse(volume.creationTime) || 0 };
      const group = groups.codeOf(home, volume);
      searchedRow.start();
      searched.pack(volume, searchedRow);
      packed.pack(volume, numbers, packedRow);
      if (
        known >= 0 &&
        groupCodes.at(known) === group &&
        sizes.at(known) === size &&
        created.at(known) === numbers.created &&
        packed.rows.isSame(known, packedRow.bytes, packedRow.length) &&
        searched.rows.isSame(known, searchedRow.bytes, searchedRow.length)
      ) {
        return undefined;
      }
      const slot = take();
      uuids.write(slot, volume.UUID.toLowerCase());
      sizes.set(slot, size);
      created.set(slot, numbers.created);
      groupCodes.set(slot, group);
      searched.rows.write(slot, searchedRow.bytes, searchedRow.length);
      packed.rows.write(slot, packedRow.bytes, packedRow.length);
      writeName(slot, isOddName(volume.name));
      addHolder(slot);
      return slot;
    },
    link(slot) {
      links.add(slot);
      changes.note(slot);
      groupOf(slot).rows += 1;
      uuids.link(slot);
      orders.insert(slot);
      index.add(slot);
    },
    replace(slot, staged) {
      groupOf(slot).rows -= 1;
      changes.note(slot);
      orders.move(slot, staged, () => overwrite(slot, staged));
      // What the staged row held, the other holds now.
      setFree(staged);
    },
    remove(slot) {
      if (links.has(slot)) {
        orders.remove(slot);
        uuids.unlink(slot);
        groupOf(slot).rows -= 1;
        links.delete(slot);
        changes.note(slot);
        index.outdate(slot);
      }
      release(slot);
      setFree(slot);
    },
    read(slot) {
      const { home, state, protection, project } = groupOf(slot);
      const numbers = { size: sizes.at(slot), created: created.at(slot) };
      const own = packed.read(slot, numbers);
      const texts = searched.read(slot);
      // In the order of the contract, for old clients see the same bytes.
      return {
        state,
        protectionState: protection,
        replicaCount: own.replicaCount,
        nodeList: own.nodeList,
        UUID: own.writtenUuid || uuids.text(slot),
        nsid: own.nsid,
        acl: texts.acl,
        compression: own.compression,
        size: own.size,
        name: own.writtenName || texts.name,
        rebuildProgress: own.rebuildProgress,
        statistics: own.statistics,
        IPAcl: texts.IPAcl,
        ETag: own.ETag,
        connectedHosts: texts.connectedHosts,
        sectorSize: own.sectorSize,
        projectName: project,
        sourceSnapshotUUID: own.sourceSnapshotUUID,
        sourceSnapshotName: own.sourceSnapshotName,
        placementRestrictions: own.placementRestrictions,
        qosPolicyUUID: own.qosPolicyUUID,
        qosPolicyName: texts.qosPolicyName,
        primaryNodeUUID: own.primaryNodeUUID,
        creationTime: own.creationTime,
        labels: texts.labels,
        clusterId: home.clusterId,
        pgUUID: own.pgUUID,
      };
    },
    writtenUuid: (slot) => packed.writtenUuid(slot) || uuids.text(slot),
    provisioned(slot) {
      const size = sizes.at(slot);
      return Number.isSafeInteger(size)
        ? BigInt(size) * BigInt(packed.replicas(slot))
        : provisionedBytes(columns.read(slot));
    },
    groups,
    groupCodes,
    uuids,
    searched,
    packed,
    sizes,
    created,
    index,
    characters,
    orders,
    odd,
    changes,
  };
  return columns;
}
