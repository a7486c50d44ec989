import {
  array,
  assert,
  constantFrom,
  integer,
  oneof,
  option,
  property,
  record,
  subarray,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import {
  fleetVolumesInput,
  type FleetVolumes,
  type FleetVolumesQuestion,
} from '@asterism/api-types/fleet-api/fleet-volumes';
import { pageAfterEvent } from '@asterism/api-types/rules/page-after-event';
import { rightsOf, type Rights } from '@asterism/api-types/rules/roles';
import { VOLUME_SORT_KEYS, type VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { visibleEvent, type EventAudience } from '@asterism/api-types/rules/visible-event';
import { lineOf } from '../test-support/naive-answer.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createVolumeColumns } from './columns/volume-columns.ts';
import { createInventory } from './inventory.ts';
import { createVolumeChanges } from './volume-changes.ts';

type VolumesEvent = Extract<FleetEvent, { type: 'volumes' }>;

const CLUSTERS = ['north', 'south'];
const PROJECTS = ['default', 'acme'];
const STATES = ['Available', 'Updating'] as const;

/** So few volumes and values that they often meet. */
const facts: Arbitrary<Partial<Volume>> = record({
  name: constantFrom('db-1', 'db-2', 'db-10', 'logs', 'Logs', 'web'),
  size: constantFrom('4096', '8192'),
  state: constantFrom(...STATES),
  protectionState: constantFrom('FullyProtected', 'Unknown'),
  creationTime: constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
  labels: subarray([{ key: 'tier', value: 'db' }]),
});
type Step =
  | { readonly kind: 'put'; readonly n: number; readonly facts: Partial<Volume> }
  | { readonly kind: 'drop'; readonly n: number };
const VOLUMES = 16;
const anyOne = integer({ min: 0, max: VOLUMES - 1 });
const step: Arbitrary<Step> = oneof(
  { weight: 3, arbitrary: record({ kind: constantFrom('put' as const), n: anyOne, facts }) },
  { weight: 1, arbitrary: record({ kind: constantFrom('drop' as const), n: anyOne }) },
);
const question: Arbitrary<FleetVolumesQuestion> = record({
  search: option(constantFrom('db', 'log', 'tier=db', 'db tier', 'none'), { nil: undefined }),
  cluster: option(subarray(CLUSTERS), { nil: undefined }),
  project: option(subarray(PROJECTS), { nil: undefined }),
  state: option(subarray([...STATES]), { nil: undefined }),
  protection: constantFrom(undefined),
  sort: constantFrom(...VOLUME_SORT_KEYS),
  order: constantFrom('asc', 'desc'),
  offset: constantFrom(0, 0, 2, 5),
  limit: constantFrom(1, 3, 50),
});
/** In these orders the place of a volume is known by what an event says of it. */
const PLACED: ReadonlySet<VolumeSortKey> = new Set([
  'name',
  'size',
  'state',
  'project',
  'cluster',
  'protection',
  'created',
  'uuid',
]);
const ROLES = ['system:cluster-admin', 'acme:viewer', 'default:viewer'];

const clusterOf = (n: number): string => CLUSTERS[n % 2] ?? '';
const projectOf = (n: number): string => PROJECTS[(n >> 1) % 2] ?? '';

interface Published {
  readonly event: FleetEvent;
  readonly audience: EventAudience | undefined;
}

function startFleet() {
  const published: Published[] = [];
  const inventory = createInventory((event, audience) => published.push({ event, audience }));
  for (const cluster of CLUSTERS) inventory.nameCluster(cluster, cluster, new Date(0));
  return {
    inventory,
    /** What somebody sees of what has happened since the last time. */
    eventsFor: (rights: Rights): VolumesEvent[] =>
      published
        .splice(0)
        .map(({ event, audience }) => visibleEvent(event, audience, rights))
        .filter((event) => event?.type === 'volumes'),
    take(one: Step): void {
      const cluster = clusterOf(one.n);
      if (one.kind === 'drop') return inventory.drop(cluster, uuidOf(one.n));
      const projectName = projectOf(one.n);
      inventory.put(cluster, volumeOf(one.n, { clusterId: cluster, projectName, ...one.facts }));
    },
  };
}

const clusters: FleetVolumes['clusters'] = CLUSTERS.map((name) =>
  freshness.parse({ clusterId: name, name, status: 'Connected' }),
);

test('a page after an event is what the server would answer then, or is said not to be', () => {
  const steps = array(step, { maxLength: 20 });
  assert(
    property(
      steps,
      steps,
      question,
      subarray(ROLES, { minLength: 1 }),
      (first, then, asked, held) => {
        const rights = rightsOf(held);
        const fleet = startFleet();
        const visible = rights.isClusterAdmin
          ? undefined
          : PROJECTS.filter((project) => rights.canView(project));
        const ask = (): FleetVolumes => ({
          ...fleet.inventory.ask(asked, visible),
          clusters,
          troubles: [],
        });
        for (const one of first) fleet.take(one);
        fleet.eventsFor(rights);
        let page = ask();
        for (const one of then) {
          fleet.take(one);
          for (const event of fleet.eventsFor(rights)) {
            const after = pageAfterEvent(page, asked, event);
            page = ask();
            expect(after.isExact ? after.page : page).toEqual(page);
            // Where all of the list is shown, nothing is unknown.
            const isWhole = asked.offset === 0 && asked.limit > VOLUMES && !asked.search;
            const isPlaced = PLACED.has(asked.sort);
            expect(after.isExact || !isWhole || !isPlaced).toBe(true);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('of a page in the middle, only what reaches it from outside has to be read', () => {
  const fleet = startFleet();
  const asked: FleetVolumesQuestion = fleetVolumesInput.parse({ offset: '2', limit: '3' });
  const ask = (): FleetVolumes => ({
    ...fleet.inventory.ask(asked, undefined, lineOf(asked)),
    clusters,
    troubles: [],
  });
  const named = (n: number, name: string): Step => ({ kind: 'put', n, facts: { name } });
  for (const n of [0, 1, 2, 3, 4, 5, 6, 7]) fleet.take(named(n, `v-${n}0`));
  fleet.eventsFor(rightsOf(['system:cluster-admin']));
  let page = ask();
  const isExactAfter = (one: Step): boolean => {
    fleet.take(one);
    const [event] = fleet.eventsFor(rightsOf(['system:cluster-admin']));
    if (event === undefined) throw new Error('nothing was published');
    const after = pageAfterEvent(page, asked, event);
    page = ask();
    expect(after.isExact ? after.page : page).toEqual(page);
    return after.isExact;
  };
  expect(isExactAfter(named(8, 'v-25'))).toBe(true);
  expect(isExactAfter(named(9, 'v-99'))).toBe(true);
  expect(isExactAfter({ kind: 'drop', n: 9 })).toBe(true);
  expect(isExactAfter(named(0, 'v-05'))).toBe(true);
  expect(isExactAfter(named(10, 'v-01'))).toBe(false);
  expect(isExactAfter({ kind: 'drop', n: 10 })).toBe(false);
  expect(isExactAfter({ kind: 'drop', n: 8 })).toBe(false);
  // By what is used an event does not say where a volume was.
  asked.sort = 'used';
  page = ask();
  expect(isExactAfter(named(8, 'v-26'))).toBe(false);
  asked.sort = 'name';
  // What a line means, only the server answers.
  asked.query = 'name:v-2';
  page = ask();
  expect(isExactAfter(named(11, 'other'))).toBe(false);
});

test('a walk publishes at the end of each turn what can be seen then, and once that there is a lot', () => {
  const columns = createVolumeColumns();
  const home = { clusterId: 'north', sortName: 'north', attachedAt: 0, isForgotten: false };
  const events: VolumesEvent[] = [];
  const changes = createVolumeChanges('north');
  const publish = (event: FleetEvent): void => {
    if (event.type === 'volumes') events.push(event);
  };
  const turn = (from: number, to: number): void => {
    for (let n = from; n < to; n += 1) {
      const staged = columns.stage(home, volumeOf(n), -1);
      if (staged !== undefined) columns.link(staged);
      changes.noteChanged(
        () => uuidOf(n),
        'default',
        () => undefined,
      );
    }
    changes.publish(publish, columns, 'soFar');
  };
  turn(0, 2);
  turn(2, 2);
  turn(2, 3);
  turn(3, 60);
  turn(60, 61);
  changes.publish(publish, columns);
  changes.publish(publish, columns);
  expect(events).toMatchObject([
    { changed: [{ UUID: uuidOf(0) }, { UUID: uuidOf(1) }], many: false },
    { changed: [{ UUID: uuidOf(2) }], before: { [uuidOf(2)]: null }, many: false },
    { changed: [], many: true },
  ]);
});
