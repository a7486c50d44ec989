import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { readUuid, UUID_WORDS, uuidText } from './uuid-words.ts';

/*
 * How one field of a volume is packed. A kind is one character: the kinds of all fields together are a text that most volumes
 * have in common, so that it costs a row nothing. Whatever fits no better kind is kept as it is: nothing is ever lost.
 */

/** Decimal numbers of more digits than these are kept as text. */
const DIGITS_MAX = 15;
const THOUSANDTHS = 1000;
const uuid = new Uint32Array(UUID_WORDS);
const UUID_BYTES = 4 * UUID_WORDS;

/** The number that a text is the plain decimal form of, or -1. */
export function plainDecimal(text: string): number {
  if (text.length === 0 || text.length > DIGITS_MAX) return -1;
  if (text.length > 1 && text.charCodeAt(0) === 48) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Packs a text, and returns its kind. */
export function packText(text: string, out: ByteWriter): string {
  if (text === '') return 'e';
  const decimal = plainDecimal(text);
  if (decimal >= 0) {
    out.integer(decimal);
    return 'd';
  }
  if (readUuid(text, uuid)) {
    out.words(uuid);
    return 'u';
  }
  out.text(text);
  return 't';
}

export function readText(kind: string, from: ByteReader): string {
  if (kind === 'e') return '';
  if (kind === 'd') return String(from.integer());
  if (kind !== 'u') return from.text();
  from.words(uuid);
  return uuidText(uuid);
}

/** Passes over a text. */
export function skipText(kind: string, from: ByteReader): void {
  if (kind === 'd') from.integer();
  else if (kind === 'u') from.at += UUID_BYTES;
  else if (kind === 't') from.skipText();
}

/** The number that a text is the decimal form of; 0 when it is of none. */
export function readCounter(kind: string, from: ByteReader): number {
  if (kind === 'd') return from.integer();
  return kind === 'e' ? 0 : Number(readText(kind, from)) || 0;
}

/** Packs a number, and returns its kind. */
export function packNumber(value: number, out: ByteWriter): string {
  if (value === 0) return 'z';
  if (Number.isSafeInteger(value) && value > 0) {
    out.integer(value);
    return 'i';
  }
  const thousandths = Math.round(value * THOUSANDTHS);
  if (thousandths > 0 && Number.isSafeInteger(thousandths) && thousandths / THOUSANDTHS === value) {
    out.integer(thousandths);
    return 'm';
  }
  out.double(value);
  return 'f';
}

export function readNumber(kind: string, from: ByteReader): number {
  if (kind === 'z') return 0;
  if (kind === 'i') return from.integer();
  return kind === 'm' ? from.integer() / THOUSANDTHS : from.double();
}

const FRACTION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.(\d{1,9})Z$/;
const SECONDS_LENGTH = 19;
const secondsText = (time: number): string =>
  new Date(Math.floor(time / 1000) * 1000).toISOString().slice(0, SECONDS_LENGTH);

/** Packs the text of a time that is known to the millisecond, and returns its kind. */
export function packTime(text: string, time: number, out: ByteWriter): string {
  if (time > 0) {
    const seconds = secondsText(time);
    if (text === `${seconds}Z`) return 's';
    if (text === `${seconds}.${String(time % 1000).padStart(3, '0')}Z`) return 'm';
    const fraction = FRACTION.exec(text)?.[1];
    if (fraction !== undefined && text.startsWith(seconds)) {
      out.byte(fraction.length);
      out.integer(Number(fraction));
      return 'n';
    }
  }
  out.text(text);
  return 't';
}

export function readTime(kind: string, time: number, from: ByteReader): string {
  if (kind === 't') return from.text();
  const seconds = secondsText(time);
  if (kind === 's') return `${seconds}Z`;
  if (kind === 'm') return `${seconds}.${String(time % 1000).padStart(3, '0')}Z`;
  const length = from.byte();
  return `${seconds}.${String(from.integer()).padStart(length, '0')}Z`;
}

/** Passes over a time. */
export function skipTime(kind: string, from: ByteReader): void {
  if (kind === 't') return from.skipText();
  if (kind !== 'n') return;
  from.byte();
  from.integer();
}
