/** Values are looked at so many at a time. */
const PIECE_MASK = 4095;
/** Of a number of 64 bits. */
const DIGITS = 4;
const DIGIT_VALUES = 1 << 16;
const SIGN = 1 << 15;
const ALL_BITS = DIGIT_VALUES - 1;

/** Digits of 16 bits, the last one counting most, by which numbers are in their order. */
interface Digits {
  readonly digits: Uint16Array;
  /** How many each number has. */
  readonly width: number;
}

/** Has the bits of numbers, taken as whole numbers, in the order of the numbers. */
function* digitsOf(values: Float64Array): Generator<undefined, Digits> {
  if (values.every((value) => value === (value & ALL_BITS))) {
    return { digits: new Uint16Array(values), width: 1 };
  }
  const digits = new Uint16Array(values.buffer, values.byteOffset, values.length * DIGITS);
  for (let at = 0; at < digits.length; at += DIGITS) {
    const top = digits[at + DIGITS - 1] ?? 0;
    if (top < SIGN) digits[at + DIGITS - 1] = top | SIGN;
    else for (let i = at; i < at + DIGITS; i += 1) digits[i] = (digits[i] ?? 0) ^ ALL_BITS;
    if ((at & PIECE_MASK) === 0) yield;
  }
  return { digits, width: DIGITS };
}

/**
 * The places of numbers, from the smallest to the largest; equal ones stay as they are. Sorted digit by digit, in linear time.
 * It gives way after every few thousand, and may write over the numbers.
 */
export function* placesInOrder(values: Float64Array): Generator<undefined, Uint32Array> {
  const { digits, width } = yield* digitsOf(values);
  const { length } = values;
  let places = new Uint32Array(length);
  for (let at = 0; at < length; at += 1) places[at] = at;
  let sorted = new Uint32Array(length);
  const starts = new Uint32Array(DIGIT_VALUES);
  for (let digit = 0; digit < width; digit += 1) {
    starts.fill(0);
    for (let at = 0; at < length; at += 1) {
      const value = digits[at * width + digit] ?? 0;
      starts[value] = (starts[value] ?? 0) + 1;
      if ((at & PIECE_MASK) === 0) yield;
    }
    // All have the same one.
    if (starts[digits[digit] ?? 0] === length) continue;
    let before = 0;
    for (let value = 0; value < DIGIT_VALUES; value += 1) {
      const count = starts[value] ?? 0;
      starts[value] = before;
      before += count;
    }
    for (let at = 0; at < length; at += 1) {
      const place = places[at] ?? 0;
      const value = digits[place * width + digit] ?? 0;
      const to = starts[value] ?? 0;
      sorted[to] = place;
      starts[value] = to + 1;
      if ((at & PIECE_MASK) === 0) yield;
    }
    [places, sorted] = [sorted, places];
  }
  return places;
}
