import { describe, expect, it } from 'vitest';
import { follow, placeAt, scrolledHeight, type Extent } from './scroll-scale.ts';

const ROW = 30;
const VIEW = 600;
const listOf = (rows: number): Extent => ({ content: rows * ROW, view: VIEW });
const MILLION = listOf(1_000_000);
const lastTop = (list: Extent) => scrolledHeight(list) - VIEW;

describe('the scroll bar of a list', () => {
  it('moves as far as the rows do while a browser can draw them all', () => {
    const list = listOf(100_000);
    expect(scrolledHeight(list)).toBe(list.content);
    for (const position of [0, 1, 29.5, 1_500_000, list.content - VIEW]) {
      expect(placeAt(list, position)).toEqual({ position, scrollTop: position });
    }
  });

  it('reaches the last row of a million, in less height than a browser can draw', () => {
    expect(scrolledHeight(MILLION)).toBeLessThan(16_000_000);
    const end = follow(MILLION, placeAt(MILLION, 0), lastTop(MILLION));
    expect(end.position + VIEW).toBe(MILLION.content);
    expect(placeAt(MILLION, Number.MAX_SAFE_INTEGER)).toEqual(end);
  });

  it('is in its middle in the middle of the list', () => {
    const middle = follow(MILLION, placeAt(MILLION, 0), lastTop(MILLION) / 2);
    expect(middle.position).toBeCloseTo((MILLION.content - VIEW) / 2, 0);
  });

  it('comes back to where a place was, anywhere in the list', () => {
    for (let position = 0; position < MILLION.content - VIEW; position += 123_457) {
      const place = placeAt(MILLION, position);
      const again = follow(MILLION, placeAt(MILLION, 0), place.scrollTop);
      // The first screen is scrolled to by its own pixels.
      expect(Math.abs(again.position - position)).toBeLessThan(1);
    }
  });
});

describe('scrolling by the wheel or by keys', () => {
  it('moves the rows as far as the pointer says, in the middle of a million too', () => {
    const from = placeAt(MILLION, 15_000_000);
    const to = follow(MILLION, from, from.scrollTop + 100);
    expect(to.position - from.position).toBeCloseTo(100);
  });

  it.each([-1, 1])('reaches the end, however far it is on (%i)', (direction) => {
    const start = direction < 0 ? 200_000 : MILLION.content - VIEW - 200_000;
    let place = placeAt(MILLION, start);
    for (let turn = 0; turn < 10_000; turn += 1) {
      // A browser scrolls no further than its scroll bar reaches.
      const scrollTop = Math.min(Math.max(0, place.scrollTop + direction * 100), lastTop(MILLION));
      place = follow(MILLION, place, scrollTop);
    }
    expect(place.position).toBe(direction < 0 ? 0 : MILLION.content - VIEW);
    expect(place.scrollTop).toBe(direction < 0 ? 0 : lastTop(MILLION));
  });
});

describe('a list that is shorter than what can be seen of it', () => {
  it('has one place', () => {
    const short = listOf(3);
    expect(placeAt(short, 500)).toEqual({ position: 0, scrollTop: 0 });
    expect(follow(short, placeAt(short, 0), 40)).toEqual({ position: 0, scrollTop: 0 });
  });
});
