type Numbers = Uint32Array | Float64Array;

/** Values of a segment: 2 to the power of this. */
export const SEGMENT_SHIFT = 16;
const SEGMENT_LENGTH = 1 << SEGMENT_SHIFT;
export const SEGMENT_MASK = SEGMENT_LENGTH - 1;

/** A column that grows: one value for each row, by its slot. In segments, so that no growth copies more than a part of one. */
export interface GrowingArray<T extends Numbers> {
  /** The value at an index; 0 where none was set. */
  at(index: number): number;
  /** Sets the value at an index that is within reach. */
  set(index: number, value: number): void;
  /** Makes room for so many values; new ones are 0. */
  reach(length: number): void;
  /** All values, for those that look at many; the first segment is another one after it has grown. */
  readonly segments: readonly T[];
}

/** In the place of a segment that is not there. */
export const NO_VALUES = new Uint32Array();

const FIRST_LENGTH = 256;

function growing<T extends Numbers>(make: (length: number) => T): GrowingArray<T> {
  const segments = [make(FIRST_LENGTH)];
  let room = FIRST_LENGTH;

  /** The first segment alone is made in steps: most columns have few values. */
  function growFirst(length: number): void {
    const first = make(Math.min(SEGMENT_LENGTH, 2 ** Math.ceil(Math.log2(length))));
    first.set(segments[0] ?? []);
    segments[0] = first;
    room = first.length;
  }

  return {
    segments,
    at: (index) => segments[index >>> SEGMENT_SHIFT]?.[index & SEGMENT_MASK] ?? 0,
    set(index, value) {
      const segment = segments[index >>> SEGMENT_SHIFT];
      if (segment !== undefined) segment[index & SEGMENT_MASK] = value;
    },
    reach(length) {
      if (length <= room) return;
      if (room < SEGMENT_LENGTH) growFirst(length);
      for (; room < length; room += SEGMENT_LENGTH) segments.push(make(SEGMENT_LENGTH));
    },
  };
}

export const growingIntegers = (): GrowingArray<Uint32Array> => growing((n) => new Uint32Array(n));
export const growingDoubles = (): GrowingArray<Float64Array> => growing((n) => new Float64Array(n));
