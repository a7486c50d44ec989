import { beforeEach, describe, expect, it } from 'vitest';
import { createEventPlace, type EventPlace } from './event-place.ts';

const id = (n: number, process = 'a') => `${process}.${n}`;

let place: EventPlace;
beforeEach(() => {
  place = createEventPlace();
});

describe('the stream of events', () => {
  it('starts after the oldest answer, whatever came first', () => {
    for (const n of [7, 5, 9]) expect(place.noteAnswer(id(n))).toBe(true);
    expect(place.get()).toBe(id(5));
    expect(place.start(place.get())).toBe(true);
  });

  it('goes on after the newest event', () => {
    place.noteAnswer(id(5));
    place.start(id(5));
    place.noteEvent(id(8));
    place.noteAnswer(id(9));
    expect(place.get()).toBe(id(8));
  });

  it.each([
    ['an answer does not say what it knows of', [id(5), undefined]],
    ['answers come from two processes', [id(5), id(6, 'b')]],
    ['nothing was read', []],
  ])('has everything read again when %s', (_why, answers) => {
    for (const newest of answers) place.noteAnswer(newest);
    expect(place.get()).toBeUndefined();
    expect(place.start(place.get())).toBe(false);
  });

  it('that another tab has counts from where that tab is', () => {
    place.noteAnswer(id(5));
    expect(place.start(id(4))).toBe(true);
    expect(place.start(id(5))).toBe(true);
    expect(place.start(id(6))).toBe(false);
    expect(place.start(id(5, 'b'))).toBe(false);
    // Events that came before the other tab said where it is do not fill the gap before them.
    place.noteEvent(id(7));
    expect(place.start(id(7))).toBe(false);
  });
});

it('an answer that is older than where the events started must be asked for again', () => {
  place.noteAnswer(id(5));
  place.start(id(5));
  expect(place.noteAnswer(id(4))).toBe(false);
  expect(place.noteAnswer(id(5))).toBe(true);
  expect(place.noteAnswer(id(1, 'b'))).toBe(true);
});

it('what was lost is forgotten once everything is read again', () => {
  place.noteAnswer(undefined);
  place.noteEvent(id(8));
  place.reset();
  expect(place.noteAnswer(id(1, 'b'))).toBe(true);
  expect(place.get()).toBe(id(1, 'b'));
});
