import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { createByteReader } from './byte-reader.ts';
import { isAscii, type ByteWriter } from './byte-writer.ts';
import { createPackedRows, type PackedRows } from './packed-rows.ts';
import { createSharedTexts, type SharedTexts } from './shared-texts.ts';
import { hasBit, type BitSet } from './bit-set.ts';

/** What of a volume its searched row has. */
export type SearchedFields = Pick<
  Volume,
  'name' | 'labels' | 'acl' | 'IPAcl' | 'connectedHosts' | 'qosPolicyName'
>;

/** The lists of shared texts, in the order that a row has them. */
const LISTS = ['labels', 'acl', 'IPAcl', 'connectedHosts', 'qosPolicyName'] as const;
export type SearchedList = (typeof LISTS)[number];

/**
 * What a search looks at, by slot: the name in lower case, then how many and which shared texts, in the order of the lists, then how many of
 * them each list has. A name and three such codes: about 40 bytes.
 */
export interface SearchedRows {
  readonly rows: PackedRows;
  readonly texts: SharedTexts;
  pack(volume: SearchedFields, out: ByteWriter): void;
  /** The name is as {@link searchedName} has it. */
  read(slot: number): SearchedFields;
  name(slot: number): string;
  connectedHosts(slot: number): string[];
  /** Visits the codes of the shared texts of a row. */
  eachText(slot: number, visit: (code: number) => void): void;
  /** Visits the codes of the shared texts of a row, with the list that each is of. */
  eachListed(slot: number, visit: (code: number, list: SearchedList) => void): void;
  /** Whether the row has one of these shared texts, by their codes. */
  hasText(slot: number, codes: BitSet): boolean;
}

/** Names with one byte for each character begin at this byte: their length is before it. */
export const nameLength = (bytes: Uint8Array, start: number): number => {
  const first = bytes[start] ?? 0;
  return first < 128 ? first >>> 1 : ((first & 127) >>> 1) + ((bytes[start + 1] ?? 0) << 6);
};
export const nameStart = (bytes: Uint8Array, start: number): number =>
  (bytes[start] ?? 0) < 128 ? start + 1 : start + 2;

/** Where the codes of a row begin, by how many they are. */
const textsStart = (bytes: Uint8Array, start: number): number =>
  nameStart(bytes, start) + nameLength(bytes, start) * (((bytes[start] ?? 0) & 1) + 1);

/** A name that cannot be compared and searched by its bytes in lower case. Real ones can: clusters refuse others. */
export const isOddName = (name: string): boolean =>
  !isAscii(name) || name === ALLOW_ANY || name === ALLOW_NONE;

/** How a name is kept here: in lower case, unless it is an odd one. */
export const searchedName = (name: string): string => (isOddName(name) ? name : name.toLowerCase());

export function createSearchedRows(): SearchedRows {
  const rows = createPackedRows();
  const texts = createSharedTexts();
  const { codeOf } = texts;
  const reader = createByteReader();
  let listed = new Uint32Array(64);

  const start = (slot: number): void => reader.start(rows.bytesOf(slot), rows.startOf(slot));
  const textAt = (codes: readonly number[], at: number): string => texts.entry(codes[at] ?? 0).text;

  function readCodes(): number[] {
    return Array.from({ length: reader.integer() }, () => reader.integer());
  }

  /** The texts of a list that begins at a place of the codes, and how long it is. */
  const listAt = (codes: readonly number[], at: number, length: number): string[] =>
    Array.from({ length }, (_, i) => textAt(codes, at + i));

  return {
    rows,
    texts,
    pack({ name, labels, acl, IPAcl, connectedHosts, qosPolicyName }, out) {
      out.text(searchedName(name));
      const lists = [acl.values, IPAcl.values, connectedHosts];
      const own = labels.length + acl.values.length + IPAcl.values.length + connectedHosts.length;
      out.integer(own + (qosPolicyName === '' ? 0 : 1));
      for (const { key, value } of labels) out.integer(codeOf(`${key}=${value}`, key));
      for (const list of lists) for (const text of list) out.integer(codeOf(text));
      if (qosPolicyName !== '') out.integer(codeOf(qosPolicyName));
      out.integer(labels.length);
      for (const list of lists) out.integer(list.length);
    },
    read(slot) {
      start(slot);
      const name = reader.text();
      const codes = readCodes();
      const labels = reader.integer();
      const acl = reader.integer();
      const IPAcl = reader.integer();
      const connected = reader.integer();
      const lists = labels + acl + IPAcl + connected;
      return {
        name,
        labels: codes.slice(0, labels).map((code) => {
          const { text, key } = texts.entry(code);
          return { key, value: text.slice(key.length + 1) };
        }),
        acl: { values: listAt(codes, labels, acl) },
        IPAcl: { values: listAt(codes, labels + acl, IPAcl) },
        connectedHosts: listAt(codes, labels + acl + IPAcl, connected),
        qosPolicyName: lists < codes.length ? textAt(codes, lists) : '',
      };
    },
    name(slot) {
      start(slot);
      return reader.text();
    },
    connectedHosts(slot) {
      start(slot);
      reader.text();
      const codes = readCodes();
      const before = reader.integer() + reader.integer() + reader.integer();
      return listAt(codes, before, reader.integer());
    },
    eachText(slot, visit) {
      const bytes = rows.bytesOf(slot);
      reader.start(bytes, textsStart(bytes, rows.startOf(slot)));
      for (let left = reader.integer(); left > 0; left -= 1) visit(reader.integer());
    },
    eachListed(slot, visit) {
      const bytes = rows.bytesOf(slot);
      reader.start(bytes, textsStart(bytes, rows.startOf(slot)));
      const count = reader.integer();
      if (listed.length < count) listed = new Uint32Array(2 * count);
      for (let at = 0; at < count; at += 1) listed[at] = reader.integer();
      let at = 0;
      for (const list of LISTS) {
        // All that is left is the QoS policy.
        const end = list === 'qosPolicyName' ? count : at + reader.integer();
        for (; at < end; at += 1) visit(listed[at] ?? 0, list);
      }
    },
    hasText(slot, codes) {
      const bytes = rows.bytesOf(slot);
      let at = textsStart(bytes, rows.startOf(slot));
      let left = bytes[at++] ?? 0;
      if (left > 127) {
        left = (left & 127) | ((bytes[at++] ?? 0) << 7);
      }
      for (; left > 0; left -= 1) {
        let code = bytes[at++] ?? 0;
        if (code > 127) {
          code &= 127;
          for (let bits = 7; ; bits += 7) {
            const byte = bytes[at++] ?? 0;
            code |= (byte & 127) << bits;
            if (byte < 128) break;
          }
        }
        if (hasBit(codes, code)) return true;
      }
      return false;
    },
  };
}
