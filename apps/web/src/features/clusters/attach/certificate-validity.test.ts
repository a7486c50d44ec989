import { expect, test } from 'vitest';
import { validityProblem } from './certificate-validity.ts';

const VALIDITY = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };

test.each([
  ['2026-06-01T00:00:00Z', undefined],
  ['2025-12-31T23:59:59Z', 'The certificate is not valid yet.'],
  ['2027-01-01T00:00:01Z', 'The certificate has expired.'],
])('at %s: %s', (now, problem) => {
  expect(validityProblem(VALIDITY, Date.parse(now))).toBe(problem);
});

test('a certificate whose validity is not known has no problem', () => {
  expect(validityProblem({ from: '', to: '' }, 0)).toBeUndefined();
});
