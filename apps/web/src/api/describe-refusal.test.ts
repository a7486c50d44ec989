import { CLUSTER_REFUSALS } from '@asterism/api-types/common/cluster-refusal';
import { expect, test } from 'vitest';
import { describeRefusal } from './describe-refusal.ts';

const described = CLUSTER_REFUSALS.map((kind) =>
  describeRefusal({ kind, clockOffsetSeconds: -184 }, 'north'),
);

test('each refusal of a cluster has words and advice of its own', () => {
  for (const part of ['title', 'predicate', 'advice'] as const) {
    expect(new Set(described.map((one) => one[part])).size).toBe(CLUSTER_REFUSALS.length);
  }
  for (const { title } of described) expect(title).toMatch(/^north/);
});

test('a wrong clock is told with its offset, and as what it is', () => {
  expect(describeRefusal({ kind: 'clock-differs', clockOffsetSeconds: -184 })).toMatchObject({
    title: 'The cluster’s clock is 3 min 4 s behind',
    predicate: 'has a clock that is 3 min 4 s behind',
    advice: expect.stringMatching(/Set the time/) as unknown,
  });
});
