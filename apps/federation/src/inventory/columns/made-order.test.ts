import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { expect, test } from 'vitest';
import { FIRST_PAGE, homeOf, put } from '../../test-support/packed-volumes.ts';
import { volumeOf } from '../../test-support/volumes.ts';
import { createVolumeAnswers } from './answer-volumes.ts';
import { createVolumeColumns } from './volume-columns.ts';

const home = homeOf('c');

type Facts = Parameters<typeof volumeOf>[1];

/** Before any piece of the order is made, after each, and after the last. */
const PIECES = Array.from({ length: 10 }, (_, pieces) => pieces);

/** Volumes whose order by `sort` is made as far as so many pieces go. */
function beingMade(sort: VolumeSortKey, pieces: number, facts: readonly Facts[]) {
  const columns = createVolumeColumns();
  const answer = createVolumeAnswers(columns);
  facts.forEach((one, n) => put(columns, home, volumeOf(n, one)));
  for (let piece = 0; piece < pieces; piece += 1) columns.orders.advance(sort);
  const question = { ...FIRST_PAGE, sort };
  return {
    change: (n: number, one: Facts) => put(columns, home, volumeOf(n, one)),
    shown: () => answer(question, undefined).volumes,
  };
}

test.each(PIECES)(
  'a volume in a state that no other has keeps its place among the projects, changed after %i pieces of their order',
  (pieces) => {
    const projects = [{ projectName: 'a' }, { projectName: 'b' }, { projectName: 'c' }];
    const { change, shown } = beingMade('project', pieces, projects);
    change(2, { projectName: 'c', state: 'Updating' });
    expect(shown().map(({ projectName }) => projectName)).toEqual(['a', 'b', 'c']);
    change(2, { projectName: 'aa', state: 'Updating' });
    expect(shown().map(({ projectName }) => projectName)).toEqual(['a', 'aa', 'b']);
  },
);

test.each(PIECES)(
  'a QoS policy in other letters keeps its place, changed after %i pieces of their order',
  (pieces) => {
    const policies = ['bronze', 'gold', 'silver'].map((qosPolicyName) => ({ qosPolicyName }));
    const { change, shown } = beingMade('qos', pieces, policies);
    const names = () => shown().map(({ qosPolicyName }) => qosPolicyName);
    change(2, { qosPolicyName: 'Silver' });
    expect(names()).toEqual(['bronze', 'gold', 'Silver']);
    change(2, { qosPolicyName: 'copper' });
    expect(names()).toEqual(['bronze', 'copper', 'gold']);
  },
);

test.each(PIECES)(
  'a label in other letters keeps its place, changed after %i pieces of their order',
  (pieces) => {
    const tier = (value: string) => ({ labels: [{ key: 'tier', value }] });
    const { change, shown } = beingMade('labels', pieces, ['a', 'b', 'c'].map(tier));
    change(2, tier('C'));
    expect(shown().map(({ labels: [label] }) => label?.value)).toEqual(['a', 'b', 'C']);
  },
);

test('an order that nobody asks for any more is not kept beside one that is asked for', () => {
  const columns = createVolumeColumns();
  put(columns, home, volumeOf(0));
  const unused = columns.orders.order('used');
  const asked = columns.orders.order('ratio');
  for (let change = 0; change < 1100; change += 1) {
    put(columns, home, volumeOf(0, { name: `volume-${change}` }));
    expect(columns.orders.order('ratio')).toBe(asked);
  }
  expect(columns.orders.order('used')).not.toBe(unused);
});
