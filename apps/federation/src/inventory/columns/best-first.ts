import {
  keepBestNamed,
  NAME_RANK,
  rankOfName,
  soughtName,
  type NameRank,
} from '@asterism/api-types/rules/name-rank';
import { isAscii } from './byte-writer.ts';
import { nameLength, nameStart } from './searched-rows.ts';
import type { VolumeColumns } from './volume-columns.ts';

const A = 97;
const Z = 122;
const ZERO = 48;
const NINE = 57;
const isInWord = (byte: number): boolean =>
  (byte >= A && byte <= Z) || (byte >= ZERO && byte <= NINE);

/** {@link rankOfName} of a part of some bytes, in lower case, by those of one word: 10 to 60 ns. */
function rankOfBytes(bytes: Uint8Array, start: number, end: number, word: Uint8Array): NameRank {
  const { length } = word;
  let isPart = false;
  for (let at = start; at <= end - length; at += 1) {
    let same = 0;
    while (same < length && bytes[at + same] === word[same]) same += 1;
    if (same < length) continue;
    if (at === start) return length === end - start ? NAME_RANK.exact : NAME_RANK.beginning;
    if (!isInWord(bytes[at - 1] ?? 0)) return NAME_RANK.word;
    isPart = true;
  }
  return isPart ? NAME_RANK.part : NAME_RANK.elsewhere;
}

/** Says of rows how well their names fit what is sought, as `rankOfName` does. */
function nameRanks({ searched, odd }: VolumeColumns, search: string): (slot: number) => NameRank {
  const sought = soughtName(search);
  const word =
    isAscii(sought) && !sought.includes(' ')
      ? Uint8Array.from(sought, (one) => one.charCodeAt(0))
      : undefined;
  return (slot) => {
    if (word === undefined || odd.has(slot)) return rankOfName(searched.name(slot), sought);
    const row = searched.rows.startOf(slot);
    const bytes = searched.rows.bytesOf(slot);
    const start = nameStart(bytes, row);
    return rankOfBytes(bytes, start, start + nameLength(bytes, row), word);
  };
}

interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** Visits rows in their order, until `visit` says false. */
export type VisitRows = (visit: (slot: number) => boolean) => void;

/** A window of rows by how well their names fit, of those that fit alike in the order in which they are visited. */
export function bestFirst(
  columns: VolumeColumns,
  search: string,
  { offset, limit }: Window,
  visitRows: VisitRows,
): number[] {
  const rankOf = nameRanks(columns, search);
  const kept = keepBestNamed<number>(offset + limit);
  visitRows((slot) => kept.offer(slot, rankOf(slot)));
  return kept.best().slice(offset);
}
