/** A UUID is four words of 32 bits, the first characters in the highest bits: numbers in the order of the texts. */
export const UUID_WORDS = 4;
const UUID_LENGTH = 36;
const DASHES: ReadonlySet<number> = new Set([8, 13, 18, 23]);

/** The value of each hexadecimal digit in lower case, by its character code; 255 for everything else. */
const NIBBLE = new Uint8Array(256).fill(255);
for (let n = 0; n < 16; n += 1) NIBBLE[n.toString(16).charCodeAt(0)] = n;

export const nibbleOf = (text: string, at: number): number =>
  NIBBLE[Math.min(255, text.charCodeAt(at))] ?? 255;

/** At which of a UUID's digits a character stands, by its place in the text; -1 for a dash. */
export const DIGIT_AT: readonly number[] = Array.from({ length: UUID_LENGTH }, (_, at) =>
  DASHES.has(at) ? -1 : at - [...DASHES].filter((dash) => dash < at).length,
);

/** Reads a UUID in lower case; false, and the words of no use, when the text is none. */
export function readUuid(text: string, into: Uint32Array, from = 0): boolean {
  if (text.length !== UUID_LENGTH) return false;
  let word = 0;
  let digits = 0;
  for (let at = 0; at < UUID_LENGTH; at += 1) {
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (text.charCodeAt(at) !== 45) return false;
      continue;
    }
    const nibble = nibbleOf(text, at);
    if (nibble === 255) return false;
    word = (word << 4) | nibble;
    digits += 1;
    if ((digits & 7) === 0) into[from + (digits >>> 3) - 1] = word;
  }
  return true;
}

const HEX = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'));

/** The UUID of these words, in lower case. */
export function uuidText(words: Uint32Array, from = 0): string {
  const high = (i: number): string => HEX[(words[from + i] ?? 0) >>> 16] ?? '';
  const low = (i: number): string => HEX[(words[from + i] ?? 0) & 0xffff] ?? '';
  const [second, third] = [`${high(1)}-${low(1)}`, `${high(2)}-${low(2)}`];
  return `${high(0)}${low(0)}-${second}-${third}${high(3)}${low(3)}`;
}
