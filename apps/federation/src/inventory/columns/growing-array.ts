type Numbers = Uint32Array | Float64Array;

/** A typed array that grows: one value for each row, by its slot. */
export interface GrowingArray<T extends Numbers> {
  /** Another array after each growth: never kept over a call of `reach`. */
  values: T;
  /** Makes room for so many values; new ones are 0. Copies everything when it grows, which is rare. */
  reach(length: number): void;
}

const FIRST_LENGTH = 256;
const GROWTH = 1.25;

function growing<T extends Numbers>(make: (length: number) => T): GrowingArray<T> {
  const array: GrowingArray<T> = {
    values: make(FIRST_LENGTH),
    reach(length) {
      const { values } = array;
      if (length <= values.length) return;
      const grown = make(Math.max(length, Math.ceil(values.length * GROWTH)));
      grown.set(values);
      array.values = grown;
    },
  };
  return array;
}

export const growingIntegers = (): GrowingArray<Uint32Array> => growing((n) => new Uint32Array(n));
export const growingDoubles = (): GrowingArray<Float64Array> => growing((n) => new Float64Array(n));
