const DIGIT_0 = 48;
const isDigit = (byte: number): boolean => byte >= DIGIT_0 && byte <= 57;

/**
 * The order of two names of ASCII in lower case by their `naturalKey`, which is never made: a number stands where a zero would, and is
 * ordered by how many digits it has without leading zeros, then by these.
 */
export function compareNatural(
  a: Uint8Array,
  aFrom: number,
  aTo: number,
  b: Uint8Array,
  bFrom: number,
  bTo: number,
): number {
  let i = aFrom;
  let j = bFrom;
  while (i < aTo && j < bTo) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (isDigit(x) && isDigit(y)) {
      while (i < aTo && a[i] === DIGIT_0) i += 1;
      while (j < bTo && b[j] === DIGIT_0) j += 1;
      let iEnd = i;
      let jEnd = j;
      while (iEnd < aTo && isDigit(a[iEnd] ?? 0)) iEnd += 1;
      while (jEnd < bTo && isDigit(b[jEnd] ?? 0)) jEnd += 1;
      if (iEnd - i !== jEnd - j) return iEnd - i - (jEnd - j);
      for (; i < iEnd; i += 1, j += 1) {
        if (a[i] !== b[j]) return (a[i] ?? 0) - (b[j] ?? 0);
      }
    } else {
      const order = (isDigit(x) ? DIGIT_0 : x) - (isDigit(y) ? DIGIT_0 : y);
      if (order !== 0) return order;
      i += 1;
      j += 1;
    }
  }
  return aTo - i - (bTo - j);
}

/** Whether a part of some bytes has the word. */
export function includesWord(
  bytes: Uint8Array,
  from: number,
  to: number,
  word: Uint8Array,
): boolean {
  const { length } = word;
  const first = word[0];
  const last = to - length;
  for (let at = from; at <= last; at += 1) {
    if (bytes[at] !== first) continue;
    let i = 1;
    while (i < length && bytes[at + i] === word[i]) i += 1;
    if (i === length) return true;
  }
  return false;
}
