import { describe, expect, it } from 'vitest';
import { secondsUntilIdleEnd } from './idle-end.ts';

describe('the time until the idle end of a session', () => {
  it('counts from when the user last did something', () => {
    expect(secondsUntilIdleEnd(1000, 900, 1000)).toBe(900);
    expect(secondsUntilIdleEnd(1000, 900, 841_000)).toBe(60);
    expect(secondsUntilIdleEnd(1000, 900, 902_000)).toBe(-1);
  });

  it('never comes for a session without one', () => {
    expect(secondsUntilIdleEnd(0, 0, 10)).toBe(Number.POSITIVE_INFINITY);
  });
});
