/** Browsers draw no element higher than 17 million pixels (Firefox), and no fractions of a pixel above 8 million. */
const HEIGHT_MAX = 8_000_000;
/** So near to either end, a pixel of the scroll bar is one of the rows: what is scrolled there never ends too early. */
const EDGE = 50_000;

/** How high the rows of a list are together, and how much of that can be seen, in pixels. */
export interface Extent {
  readonly content: number;
  readonly view: number;
}

/** Where a list is scrolled to: what the browser says, and how many pixels of rows lie above what can be seen. */
export interface Place {
  readonly scrollTop: number;
  readonly position: number;
}

/** How high the element is that stands for all rows: with very many, its scroll bar moves faster than they do. */
export const scrolledHeight = ({ content }: Extent): number => Math.min(content, HEIGHT_MAX);

const lastPosition = ({ content, view }: Extent): number => Math.max(0, content - view);
const lastScrollTop = (extent: Extent): number => Math.max(0, scrolledHeight(extent) - extent.view);

/** Maps a value between two ranges that begin at 0: pixel by pixel near both ends, evenly between. */
function map(value: number, from: number, to: number): number {
  const within = Math.min(Math.max(0, value), from);
  if (from === to || within <= EDGE) return Math.min(within, to);
  if (within >= from - EDGE) return to - (from - within);
  return EDGE + ((within - EDGE) * (to - 2 * EDGE)) / (from - 2 * EDGE);
}

/** The place at which so many pixels of rows lie above what can be seen, or the nearest that there is. */
export function placeAt(extent: Extent, position: number): Place {
  const last = lastPosition(extent);
  return {
    position: Math.min(Math.max(0, position), last),
    scrollTop: map(position, last, lastScrollTop(extent)),
  };
}

/**
 * Where scrolling leads: by the wheel and by keys the rows move as far as the pointer says, and only a longer way, that of
 * the scroll bar, is in proportion to the whole list.
 */
export function follow(extent: Extent, before: Place, scrollTop: number): Place {
  const last = lastPosition(extent);
  const lastTop = lastScrollTop(extent);
  const way = scrollTop - before.scrollTop;
  const position =
    last === lastTop || Math.abs(way) > extent.view
      ? map(scrollTop, lastTop, last)
      : Math.min(Math.max(0, before.position + way), last);
  const isAtEdge = scrollTop <= 0 || scrollTop >= lastTop;
  // The browser can scroll no further, but there are more rows: from here it must be able to.
  return isAtEdge ? placeAt(extent, position) : { scrollTop, position };
}
