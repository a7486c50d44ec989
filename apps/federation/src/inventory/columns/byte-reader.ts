const BITS_OF_INT32 = 28;

/** Reads what a {@link ByteWriter} wrote. */
export interface ByteReader {
  bytes: Uint8Array;
  at: number;
  start(bytes: Uint8Array, at: number): void;
  byte(): number;
  integer(): number;
  double(): number;
  /** Fills the array. */
  words(into: Uint32Array): void;
  text(): string;
  skipText(): void;
}

const latin1 = new TextDecoder('latin1');
const utf16 = (bytes: Uint8Array, at: number, units: number): string => {
  let text = '';
  for (let i = 0; i < units; i += 1) {
    text += String.fromCharCode((bytes[at + 2 * i] ?? 0) | ((bytes[at + 2 * i + 1] ?? 0) << 8));
  }
  return text;
};
const ascii = (bytes: Uint8Array, at: number, length: number): string => {
  if (length > 48) return latin1.decode(bytes.subarray(at, at + length));
  let text = '';
  for (let i = at; i < at + length; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
};

export function createByteReader(): ByteReader {
  const double = new Float64Array(1);
  const doubleBytes = new Uint8Array(double.buffer);

  const reader: ByteReader = {
    bytes: new Uint8Array(),
    at: 0,
    start(bytes, at) {
      reader.bytes = bytes;
      reader.at = at;
    },
    byte: () => reader.bytes[reader.at++] ?? 0,
    integer() {
      const { bytes } = reader;
      let value = 0;
      let scale = 1;
      for (let bits = 0; ; bits += 7) {
        const byte = bytes[reader.at++] ?? 0;
        if (bits < BITS_OF_INT32) value |= (byte & 127) << bits;
        else value += (byte & 127) * scale;
        if (byte < 128) return value;
        scale *= 128;
      }
    },
    double() {
      doubleBytes.set(reader.bytes.subarray(reader.at, reader.at + 8));
      reader.at += 8;
      return double[0] ?? 0;
    },
    words(into) {
      const { bytes } = reader;
      for (let i = 0; i < into.length; i += 1) {
        const high = ((bytes[reader.at++] ?? 0) << 24) | ((bytes[reader.at++] ?? 0) << 16);
        into[i] = high | ((bytes[reader.at++] ?? 0) << 8) | (bytes[reader.at++] ?? 0);
      }
    },
    text() {
      const header = reader.integer();
      const units = Math.floor(header / 2);
      const { bytes, at } = reader;
      reader.at += header % 2 === 0 ? units : 2 * units;
      return header % 2 === 0 ? ascii(bytes, at, units) : utf16(bytes, at, units);
    },
    skipText() {
      const header = reader.integer();
      const units = Math.floor(header / 2);
      reader.at += header % 2 === 0 ? units : 2 * units;
    },
  };
  return reader;
}
