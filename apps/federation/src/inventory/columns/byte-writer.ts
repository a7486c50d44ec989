const FIRST_LENGTH = 4096;
const BEYOND_INT32 = 0x80000000;

/** Text without a character above this is one byte for each character. */
const ASCII_MAX = 0x7f;

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > ASCII_MAX) return false;
  return true;
}

/** Writes one packed row after the other into the same bytes: what was written is copied before the next is begun. */
export interface ByteWriter {
  /** Another array after a growth. */
  bytes: Uint8Array;
  length: number;
  start(): void;
  byte(value: number): void;
  /** A whole number from 0 to 2^53 - 1: 7 bits a byte, the lowest first. */
  integer(value: number): void;
  double(value: number): void;
  raw(bytes: Uint8Array): void;
  /** The 32 bits of each of these. */
  words(values: Uint32Array): void;
  /** Any text, with its length, so that {@link ByteReader.text} gives back the very same. */
  text(value: string): void;
}

export function createByteWriter(): ByteWriter {
  const double = new Float64Array(1);
  const doubleBytes = new Uint8Array(double.buffer);

  function reach(length: number): void {
    if (length <= writer.bytes.length) return;
    const grown = new Uint8Array(Math.max(length, writer.bytes.length * 2));
    grown.set(writer.bytes);
    writer.bytes = grown;
  }

  const writer: ByteWriter = {
    bytes: new Uint8Array(FIRST_LENGTH),
    length: 0,
    start() {
      writer.length = 0;
    },
    byte(value) {
      reach(writer.length + 1);
      writer.bytes[writer.length] = value;
      writer.length += 1;
    },
    integer(value) {
      reach(writer.length + 8);
      const { bytes } = writer;
      let rest = value;
      while (rest >= BEYOND_INT32) {
        bytes[writer.length++] = (rest % 128) | 128;
        rest = Math.floor(rest / 128);
      }
      while (rest >= 128) {
        bytes[writer.length++] = (rest & 127) | 128;
        rest >>>= 7;
      }
      bytes[writer.length++] = rest;
    },
    double(value) {
      double[0] = value;
      reach(writer.length + 8);
      writer.bytes.set(doubleBytes, writer.length);
      writer.length += 8;
    },
    raw(bytes) {
      reach(writer.length + bytes.length);
      writer.bytes.set(bytes, writer.length);
      writer.length += bytes.length;
    },
    words(values) {
      reach(writer.length + 4 * values.length);
      const { bytes } = writer;
      for (let i = 0; i < values.length; i += 1) {
        const word = values[i] ?? 0;
        bytes[writer.length++] = word >>> 24;
        bytes[writer.length++] = word >>> 16;
        bytes[writer.length++] = word >>> 8;
        bytes[writer.length++] = word;
      }
    },
    text(value) {
      const isWide = !isAscii(value);
      writer.integer(value.length * 2 + (isWide ? 1 : 0));
      reach(writer.length + value.length * 2);
      const { bytes } = writer;
      for (let i = 0; i < value.length; i += 1) {
        const unit = value.charCodeAt(i);
        bytes[writer.length++] = unit;
        if (isWide) bytes[writer.length++] = unit >>> 8;
      }
    },
  };
  return writer;
}
