import { describe, expect, test } from 'vitest';
import { domainLens, reasonsAgainst, type LossFacts, type PlacedVolume } from './domain-loss.ts';

const node = (name: string, domain: string, state: 'Active' | 'Inactive' = 'Active') => ({
  UUID: `uuid-${name}`,
  name,
  state,
  failureDomains: domain === '' ? [] : [domain],
});
const NODES = [
  node('a1', 'rack-a'),
  node('a2', 'rack-a'),
  node('b1', 'rack-b'),
  node('c1', 'rack-c'),
  node('x1', ''),
];

const volumeOn = (names: readonly string[], more: Partial<PlacedVolume> = {}): PlacedVolume => ({
  replicas: names.map((name) => `uuid-${name}`),
  state: 'Available',
  protection: 'FullyProtected',
  ...more,
});

const REPLICAS = [
  [['a1'], 'unavailable'],
  [['b1'], undefined],
  [['a1', 'b1'], 'degraded'],
  [['b1', 'c1'], undefined],
  [['a1', 'b1', 'c1'], 'degraded'],
  [['a1', 'a2'], 'unavailable'],
  [['a1', 'a2', 'b1'], 'degraded'],
  [['x1'], undefined],
  [['a1', 'x1'], 'degraded'],
  [['a1', 'not-listed'], 'unavailable'],
  [[], 'unknown'],
] as const;

describe('when rack-a goes', () => {
  const lens = domainLens(NODES, ['rack-a']);

  test.each(REPLICAS)('a volume on %j is %s', (names, effect) => {
    expect(lens.effect(volumeOn(names))).toBe(effect);
  });

  test.each([
    ['Degraded', 'endangered'],
    ['ReadOnly', 'endangered'],
    ['Unknown', 'degraded'],
    ['NotAvailable', undefined],
  ] as const)('one with another replica that is %s now is %s', (protection, effect) => {
    expect(lens.effect(volumeOn(['a1', 'b1'], { protection }))).toBe(effect);
  });

  test.each(['Failed', 'Deleting', 'Deleted'] as const)(
    'one that is %s has nothing to lose',
    (state) => {
      expect(lens.effect(volumeOn(['a1'], { state }))).toBeUndefined();
      expect(lens.effect(volumeOn([], { state }))).toBeUndefined();
    },
  );

  test('nodes are the same in any case of their UUIDs', () => {
    expect(lens.effect({ ...volumeOn([]), replicas: ['UUID-A1'] })).toBe('unavailable');
    expect(lens.lost({ ...volumeOn([]), replicas: ['UUID-A1', 'uuid-a2', 'uuid-b1'] })).toBe(2);
  });
});

test('a node that is away saves nothing, and is not lost a second time', () => {
  const nodes = [node('a1', 'rack-a'), node('b1', 'rack-b', 'Inactive'), node('c1', 'rack-c')];
  const degraded = { protection: 'Degraded' } as const;
  const [a, b] = [domainLens(nodes, ['rack-a']), domainLens(nodes, ['rack-b'])];
  expect(a.effect(volumeOn(['a1', 'b1'], degraded))).toBe('unavailable');
  expect(a.effect(volumeOn(['a1', 'b1', 'c1'], degraded))).toBe('endangered');
  expect(b.effect(volumeOn(['a1', 'b1'], degraded))).toBeUndefined();
});

test('several domains go together, and nothing goes with none', () => {
  const both = domainLens(NODES, ['rack-a', 'rack-b']);
  expect(both.effect(volumeOn(['a1', 'b1']))).toBe('unavailable');
  expect(both.effect(volumeOn(['a1', 'b1', 'c1']))).toBe('degraded');
  expect(domainLens(NODES, []).effect(volumeOn([]))).toBeUndefined();
});

test('replicas share a domain only when both are known to be in it', () => {
  const lens = domainLens([...NODES, node('x2', '')], []);
  expect(lens.isSharing(volumeOn(['a1', 'a2']))).toBe(true);
  expect(lens.isSharing(volumeOn(['b1', 'a1', 'a2']))).toBe(true);
  expect(lens.isSharing(volumeOn(['a1', 'b1', 'c1']))).toBe(false);
  expect(lens.isSharing(volumeOn(['a1']))).toBe(false);
  expect(lens.isSharing(volumeOn(['x1', 'x2']))).toBe(false);
  expect(lens.isSharing(volumeOn(['gone', 'lost']))).toBe(false);
});

describe('for the maintenance of rack-a', () => {
  const NONE = { unavailable: 0, endangered: 0, degraded: 0, unknown: 0 };
  const facts = (more: Partial<LossFacts> = {}): LossFacts => ({
    isCurrent: true,
    nodes: NODES.filter(({ name }) => name !== 'x1'),
    domains: ['rack-a'],
    effects: NONE,
    toRebuild: 0n,
    free: 0n,
    ...more,
  });
  const forbidden = (more: Partial<LossFacts>): string[] =>
    reasonsAgainst(facts(more)).flatMap(({ kind, forbids }) => (forbids ? [kind] : []));

  test('nothing speaks against it where nothing is lost', () => {
    expect(reasonsAgainst(facts())).toEqual([]);
  });

  test('volumes that stay available are told of, and do not forbid it', () => {
    expect(reasonsAgainst(facts({ effects: { ...NONE, degraded: 12 } }))).toEqual([
      { kind: 'degraded', forbids: false, volumes: 12 },
    ]);
  });

  test.each(['unavailable', 'endangered', 'unknown'] as const)(
    'volumes that would be %s forbid it',
    (kind) => {
      expect(forbidden({ effects: { ...NONE, degraded: 1, [kind]: 3 } })).toEqual([kind]);
    },
  );

  test('a cluster of which nothing current is known forbids it', () => {
    expect(forbidden({ isCurrent: false })).toEqual(['notCurrent']);
  });

  test('other nodes that are away, or in no domain, are told of', () => {
    const nodes = [node('a1', 'rack-a', 'Inactive'), node('b1', 'rack-b', 'Inactive'), ...NODES];
    expect(reasonsAgainst(facts({ nodes }))).toEqual([
      { kind: 'nodesAway', forbids: false, names: ['b1'] },
      { kind: 'noDomain', forbids: false, names: ['x1'] },
    ]);
  });

  test('too little space on the others is told of: half of the four nodes stay, and half of what is free', () => {
    expect(reasonsAgainst(facts({ toRebuild: 50n, free: 100n }))).toEqual([]);
    expect(reasonsAgainst(facts({ toRebuild: 51n, free: 100n }))).toEqual([
      { kind: 'noSpace', forbids: false, needed: '51', free: '50' },
    ]);
  });
});
