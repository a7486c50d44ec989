/** How large a value is that was read from JSON. */
export interface Extent {
  /** Characters of all text in it. */
  text: number;
  /** The largest of its numbers, without its sign. */
  largest: number;
}

function add(extent: Extent, value: unknown): void {
  if (typeof value === 'string') extent.text += value.length;
  else if (typeof value === 'number') extent.largest = Math.max(extent.largest, Math.abs(value));
  else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) add(extent, one);
  }
}

/** How large a value is, with all that is in it. */
export function extentOf(value: unknown): Extent {
  const extent = { text: 0, largest: 0 };
  add(extent, value);
  return extent;
}
